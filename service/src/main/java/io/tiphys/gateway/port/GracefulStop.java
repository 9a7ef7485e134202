package io.tiphys.gateway.port;

import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a stop begins with, while everything behind it still works. It needs no other bean, because the framework makes every
 * bean of this kind at a stop, also where a gateway could not start. Thread-safe.
 */
@Singleton
final class GracefulStop implements GracefulShutdownCapable {
    private volatile Runnable first = () -> {};

    /** Sets it. */
    void begin(Runnable step) {
        first = step;
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return CompletableFuture.runAsync(
                first, task -> Thread.ofVirtual().name("stop").start(task));
    }
}
