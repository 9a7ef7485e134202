package io.tiphys.gateway.grpc.interceptor;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.grpc.call.KeyedGrpcCall;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Reads the idempotency key from a call's metadata, and marks the metadata of a response that is a replay. */
@Singleton
public final class IdempotencyInterceptor implements ServerInterceptor, Ordered {
    private static final Metadata.Key<String> GIVEN = text(IdempotencyKey.HEADER);
    private static final Metadata.Key<String> REPLAYED = text(IdempotencyKey.REPLAYED);

    @Override
    public int getOrder() {
        return InterceptorOrder.IDEMPOTENCY;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        KeyedGrpcCall keyed = new KeyedGrpcCall(values(headers));
        ServerCall<Q, R> marking = new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata answer) {
                if (keyed.replayed()) {
                    answer.put(REPLAYED, "true");
                }
                super.sendHeaders(answer);
            }
        };
        return Contexts.interceptCall(Context.current().withValue(KeyedGrpcCall.KEY, keyed), marking, headers, next);
    }

    private static List<String> values(Metadata headers) {
        Iterable<String> values = headers.getAll(GIVEN);
        return values == null
                ? List.of()
                : StreamSupport.stream(values.spliterator(), false).toList();
    }

    private static Metadata.Key<String> text(String header) {
        return Metadata.Key.of(header.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
    }
}
