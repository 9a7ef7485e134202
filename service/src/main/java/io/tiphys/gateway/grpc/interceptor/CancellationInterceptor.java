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
 * Interrupts the thread that works for a call when its caller goes away or its deadline passes, so that nothing waits for
 * an answer that nobody reads. Streams work on threads of their own and are ended by {@link EventPump}.
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

    /** Holds the thread for as long as it works for the call; not a moment longer, because it may then work for others. */
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
