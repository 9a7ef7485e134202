package io.tiphys.gateway.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every call its id, the caller's own where it is usable, and answers with it. */
@Singleton
final class RequestInterceptor implements ServerInterceptor, Ordered {
    static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public int getOrder() {
        return InterceptorOrder.REQUEST;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String id = Optional.ofNullable(headers.get(REQUEST_ID))
                .filter(given -> USABLE.matcher(given).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        var identified = new IdentifiedCall<>(call, id);
        GrpcRequest request =
                new GrpcRequest(id, Optional.ofNullable(headers.get(AUTHORIZATION)), identified::acknowledge);
        return Contexts.interceptCall(Context.current().withValue(GrpcRequest.KEY, request), identified, headers, next);
    }

    /** Puts the id on the first metadata that goes out, and sends headers once although two may want to. */
    private static final class IdentifiedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final String id;
        private boolean headersSent;

        IdentifiedCall(ServerCall<Q, R> call, String id) {
            super(call);
            this.id = id;
        }

        void acknowledge() {
            sendHeaders(new Metadata());
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!headersSent) {
                headersSent = true;
                headers.put(REQUEST_ID, id);
                super.sendHeaders(headers);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!headersSent) {
                trailers.put(REQUEST_ID, id);
            }
            super.close(status, trailers);
        }
    }
}
