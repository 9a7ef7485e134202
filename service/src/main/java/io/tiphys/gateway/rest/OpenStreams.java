package io.tiphys.gateway.rest;

import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that are open. When the gateway stops they are ended without an event {@code end}, so that their readers
 * connect again, to another replica, and go on where they were. Thread-safe.
 */
@Singleton
final class OpenStreams implements GracefulShutdownCapable {
    private final Set<EventBody<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Keeps track of a stream until it has ended. */
    void track(EventBody<?> stream) {
        open.add(stream);
        stream.whenEnded(outcome -> open.remove(stream));
        if (stopping) {
            stream.close();
        }
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        stopping = true;
        open.forEach(EventBody::close);
        return CompletableFuture.completedStage(null);
    }
}
