package io.tiphys.gateway.grpc.interceptor;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micronaut.core.order.Ordered;
import io.tiphys.gateway.grpc.stream.EventPump;
import jakarta.inject.Singleton;

/**
 * Interrupts the thread that works on a call when the caller disconnects or the deadline passes, so that no work continues
 * for a response that is not read. Streams run on their own threads; {@link EventPump} ends them.
 */
@Singleton
public final class CancellationInterceptor implements ServerInterceptor, Ordered {
    @Override
    public int getOrder() {
        return InterceptorOrder.CANCELLATION;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onHalfClose() {
                try (Interruption guard = new Interruption(Context.current())) {
                    super.onHalfClose();
                }
            }
        };
    }

    /** Refers to the thread only while it works on the call, because it may then work on other calls. */
    private static final class Interruption implements Context.CancellationListener, AutoCloseable {
        private final Context context;
        private final Thread worker = Thread.currentThread();
        private boolean over;

        Interruption(Context context) {
            this.context = context;
            context.addListener(this, Runnable::run);
        }

        @Override
        public synchronized void cancelled(Context cancelled) {
            if (!over) {
                worker.interrupt();
            }
        }

        @Override
        public void close() {
            context.removeListener(this);
            synchronized (this) {
                over = true;
            }
            Thread.interrupted(); // the call's interruption ends with the call
        }
    }
}
