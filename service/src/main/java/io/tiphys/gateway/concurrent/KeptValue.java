package io.tiphys.gateway.concurrent;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made on first use, kept for a time, and then made again. Concurrent callers wait for the same value. A
 * value that could not be made is not kept. Thread-safe.
 *
 * @param <V> the value
 * @param <E> the exception of a value that cannot be made
 */
public final class KeptValue<V, E extends Exception> {
    private final Maker<V, E> maker;
    private final long keptNanos;
    private final Ticker ticker;
    private @Nullable Made<V> made;

    /** Makes the value. */
    @FunctionalInterface
    public interface Maker<V, E extends Exception> {
        V make() throws E;
    }

    private record Made<V>(V value, long at) {}

    /**
     * Creates it without a value.
     *
     * @param kept how long a value is kept, from the moment when it was made
     */
    public KeptValue(Maker<V, E> maker, Duration kept, Ticker ticker) {
        this.maker = maker;
        this.keptNanos = kept.toNanos();
        this.ticker = ticker;
    }

    /** The value. */
    public synchronized V get() throws E {
        Made<V> present = made;
        if (present == null || ticker.read() - present.at() >= keptNanos) {
            V value = maker.make();
            present = new Made<>(value, ticker.read());
            made = present;
        }
        return present.value();
    }
}
