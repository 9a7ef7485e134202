package io.tiphys.gateway.grpc.interceptor;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Rejects a too large message with the gateway's reason, before the message is parsed. The bridge aborts a message above
 * {@code grpc.server.max-inbound-message-size} earlier, with RESOURCE_EXHAUSTED and no details. That setting must therefore
 * be the larger one.
 */
@Singleton
public final class MessageSizeInterceptor implements ServerInterceptor, Ordered {
    /** 5 MiB for a document, as on REST, and 64 KiB for the fields around it; in bytes. */
    public static final int LARGEST = 5 * 1024 * 1024 + 64 * 1024;

    @Override
    public int getOrder() {
        return InterceptorOrder.MESSAGE_SIZE;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                if (message instanceof KnownLength bytes && available(bytes) > LARGEST) {
                    throw new GatewayException(CallFailures.tooLarge());
                }
                super.onMessage(message);
            }
        };
    }

    private static int available(KnownLength bytes) {
        try {
            return bytes.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
