package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that end only when somebody ends them. A gateway that stops ends them all, and tells their readers so: these open
 * them again, at another replica, and go on where they were. Thread-safe.
 */
@Singleton
public final class OpenStreams {
    private final Set<Stoppable<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * The stream, which ends with GATEWAY_STOPPING when the gateway stops; at once where it is stopping already. It is kept
     * track of until it is closed.
     */
    public <T> EventStream<T> track(EventStream<T> stream) {
        Stoppable<T> tracked = new Stoppable<>(stream);
        open.add(tracked);
        if (stopping) {
            stream.close();
        }
        return tracked;
    }

    /** Ends all of them, and those that are yet to be opened. */
    public void stop() {
        stopping = true;
        open.forEach(stream -> stream.source.close());
    }

    /** How many are kept track of. */
    int open() {
        return open.size();
    }

    private final class Stoppable<T> implements EventStream<T> {
        private final EventStream<T> source;

        Stoppable(EventStream<T> source) {
            this.source = source;
        }

        /** How a source ends that is closed while it is waited for, is its own affair. */
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
