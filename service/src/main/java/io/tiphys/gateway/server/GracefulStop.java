package io.tiphys.gateway.server;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;

/**
 * What a stop begins with, while everything behind it still works: the framework's gRPC server would otherwise wait for streams
 * that nobody ends. The framework's own graceful shutdown comes too late for that: when its servers have stopped. Needs no
 * other bean, so that a gateway which could not start has nothing to make when it stops. Thread-safe.
 */
@Singleton
final class GracefulStop implements ApplicationEventListener<ServerShutdownEvent>, Ordered {
    private volatile Runnable first = () -> {};

    /** Sets it; it may be run more than once. */
    void begin(Runnable step) {
        first = step;
    }

    @Override
    public void onApplicationEvent(ServerShutdownEvent event) {
        first.run();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
