package io.tiphys.gateway.lifecycle.stream;

import java.time.Duration;

/**
 * A stream that is pulled. Waiting blocks a virtual thread and no platform thread; what is not pulled is not read from
 * the upstream, so a slow reader slows its own source alone. One thread pulls; any thread may close.
 *
 * @param <T> what comes
 */
public interface EventStream<T> extends AutoCloseable {
    /**
     * The next step.
     *
     * @param timeout how long to wait before {@link Silence} is answered; positive
     * @throws io.tiphys.gateway.error.GatewayException when the stream broke; it is over then
     */
    Step<T> next(Duration timeout);

    /** Ends the stream and its upstream call. May be called at any time and more than once; a waiting {@link #next} ends. */
    @Override
    void close();

    /**
     * What came.
     *
     * @param <T> of what
     */
    sealed interface Step<T> {}

    /**
     * Something came.
     *
     * @param value what
     * @param <T> of what
     */
    record Item<T>(T value) implements Step<T> {}

    /**
     * Nothing came for as long as the timeout lasted; the stream is alive.
     *
     * @param <T> of what
     */
    record Silence<T>() implements Step<T> {}

    /**
     * Nothing comes any more.
     *
     * @param <T> of what
     */
    record End<T>() implements Step<T> {}
}
