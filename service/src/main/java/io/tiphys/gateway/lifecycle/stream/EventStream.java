package io.tiphys.gateway.lifecycle.stream;

import java.time.Duration;

/**
 * A pulled stream. Waiting blocks a virtual thread and no platform thread. An event is read from the upstream only when
 * pulled, so a slow reader slows its own source alone. One thread pulls; any thread may close.
 *
 * @param <T> the type of an event
 */
public interface EventStream<T> extends AutoCloseable {
    /**
     * The next step.
     *
     * @param timeout the wait before {@link Silence} is returned; positive
     * @throws io.tiphys.gateway.error.GatewayException when the stream broke; then the stream has ended
     */
    Step<T> next(Duration timeout);

    /**
     * Ends the stream and its upstream call. May be called at any time and more than once; a waiting {@link #next} returns.
     */
    @Override
    void close();

    /**
     * The result of a pull.
     *
     * @param <T> the type of an event
     */
    sealed interface Step<T> {}

    /**
     * An event.
     *
     * @param value the event
     * @param <T> the type of an event
     */
    record Item<T>(T value) implements Step<T> {}

    /**
     * No event arrived during the timeout; the stream is alive.
     *
     * @param <T> the type of an event
     */
    record Silence<T>() implements Step<T> {}

    /**
     * The stream has ended.
     *
     * @param <T> the type of an event
     */
    record End<T>() implements Step<T> {}
}
