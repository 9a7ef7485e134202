package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open streams without an end of their own. A stopping gateway ends them all and notifies their readers, which reopen
 * them at another replica and resume. Thread-safe.
 */
@Singleton
public final class OpenStreams {
    private final Set<Stoppable<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * Wraps a stream so that it ends with GATEWAY_STOPPING when the gateway stops, or at once if it is stopping already. The
     * stream is tracked until it is closed.
     */
    public <T> EventStream<T> track(EventStream<T> stream) {
        Stoppable<T> tracked = new Stoppable<>(stream);
        open.add(tracked);
        if (stopping) {
            stream.close();
        }
        return tracked;
    }

    /** Ends all streams, and those opened later. */
    public void stop() {
        stopping = true;
        open.forEach(stream -> stream.source.close());
    }

    /** The number of tracked streams. */
    int open() {
        return open.size();
    }

    private final class Stoppable<T> implements EventStream<T> {
        private final EventStream<T> source;

        Stoppable(EventStream<T> source) {
            this.source = source;
        }

        /** The result of a source closed during the wait is ignored when the gateway is stopping. */
        @Override
        public Step<T> next(Duration timeout) {
            if (stopping) {
                throw stopped();
            }
            try {
                Step<T> step = source.next(timeout);
                if (step instanceof Item || !stopping) {
                    return step;
                }
            } catch (GatewayException e) {
                if (!stopping) {
                    throw e;
                }
            }
            throw stopped();
        }

        @Override
        public void close() {
            open.remove(this);
            source.close();
        }
    }

    private static GatewayException stopped() {
        return new GatewayException(
                Problem.of(ErrorReason.GATEWAY_STOPPING, "The gateway is stopping. Reopen the stream to continue."));
    }
}
