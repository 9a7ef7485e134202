package io.tiphys.gateway.concurrent;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Permits for concurrent requests about tokens to one upstream, with a bounded queue. Thread-safe. */
public final class Turns {
    /** Otherwise a burst of callers would open a connection each, and all would reach the connect timeout together. */
    private static final int CONCURRENT_KNOWN = 16;

    /** High enough to be no limit: only known callers wait here, and their shares limit them. */
    private static final int WAITING_KNOWN = 100_000;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Semaphore turns;
    private final AtomicInteger inside = new AtomicInteger();
    private final long most;
    private final String refusal;

    private Turns(int concurrent, int waiting, String refusal) {
        this.turns = new Semaphore(concurrent, true);
        this.most = (long) concurrent + waiting;
        this.refusal = refusal;
    }

    /** Permits for requests of callers whose tokens were accepted before; further requests wait. */
    public static Turns ofKnownTokens() {
        return new Turns(CONCURRENT_KNOWN, WAITING_KNOWN, "Too many requests wait for a review.");
    }

    /**
     * Permits for the reviews of new tokens.
     *
     * @param concurrent the largest number of concurrent requests
     * @param waiting the largest number of further requests that wait, in order of arrival
     */
    public static Turns ofNewTokens(int concurrent, int waiting) {
        return new Turns(concurrent, waiting, "Too many new tokens wait for a review.");
    }

    /**
     * Enters the queue; requires a later {@link #leave}.
     *
     * @throws GatewayException with TOO_MANY_CALLS when the queue is full
     */
    public void enter() {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            throw new GatewayException(
                    Problem.of(ErrorReason.TOO_MANY_CALLS, refusal).withRetryAfter(ASK_AGAIN));
        }
    }

    /** Leaves the queue. */
    public void leave() {
        inside.decrementAndGet();
    }

    /** Waits for a permit; requires a later {@link #end}. */
    public void begin() throws InterruptedException {
        turns.acquire();
    }

    /** Waits a limited time for a permit; true requires a later {@link #end}. */
    public boolean begin(Duration limit) throws InterruptedException {
        return turns.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Releases the permit. */
    public void end() {
        turns.release();
    }
}
