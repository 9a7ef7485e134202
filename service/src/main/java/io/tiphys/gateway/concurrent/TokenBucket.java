package io.tiphys.gateway.concurrent;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** A token bucket: it begins full and is refilled steadily. Thread-safe. */
public final class TokenBucket {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final double capacity;
    private final double perNanosecond;
    private final Ticker ticker;
    private double left;
    private long seen;

    /**
     * Creates a full bucket.
     *
     * @param capacity the most tokens that it holds
     * @param perSecond the tokens that it gains in a second; positive
     */
    public TokenBucket(double capacity, double perSecond, Ticker ticker) {
        this.capacity = capacity;
        this.perNanosecond = perSecond / SECOND;
        this.ticker = ticker;
        this.left = capacity;
        this.seen = ticker.read();
    }

    /** The nanoseconds until the bucket holds a token; 0 if it does. */
    public synchronized long nanosUntilOne() {
        refill();
        return nanosUntil(1);
    }

    /** Takes a token if the bucket holds one, and returns whether it did. */
    public synchronized boolean take() {
        refill();
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /**
     * Takes a token, also one that the bucket has still to gain.
     *
     * @param lowest what is left at least: at most zero, and the most tokens that are owed
     * @return the nanoseconds until the bucket has gained it; 0 if it was there
     */
    public synchronized long reserve(double lowest) {
        refill();
        left = Math.max(left - 1, lowest);
        return nanosUntil(0);
    }

    /** Adds tokens, up to the capacity. */
    public synchronized void add(double tokens) {
        refill();
        left = Math.min(capacity, left + tokens);
    }

    /**
     * Removes tokens.
     *
     * @param lowest what is left at least; a bucket that holds less stays as it is
     */
    public synchronized void remove(double tokens, double lowest) {
        refill();
        left = Math.max(left - tokens, Math.min(left, lowest));
    }

    private long nanosUntil(double tokens) {
        return left >= tokens ? 0 : (long) Math.ceil((tokens - left) / perNanosecond);
    }

    private void refill() {
        long now = ticker.read();
        left = Math.min(capacity, left + (now - seen) * perNanosecond);
        seen = now;
    }
}
