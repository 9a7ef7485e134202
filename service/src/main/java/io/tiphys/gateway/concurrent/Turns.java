package io.tiphys.gateway.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Permits for concurrent requests to one upstream, with a bounded queue. Thread-safe. */
public final class Turns {
    private final Semaphore turns;
    private final AtomicInteger inside = new AtomicInteger();
    private final long most;

    /**
     * Creates the permits.
     *
     * @param concurrent the largest number of concurrent requests
     * @param waiting the largest number of further requests that wait, in order of arrival
     */
    public Turns(int concurrent, int waiting) {
        this.turns = new Semaphore(concurrent, true);
        this.most = (long) concurrent + waiting;
    }

    /** Enters the queue; false when the queue is full. Each success requires a later {@link #leave}. */
    public boolean enter() {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            return false;
        }
        return true;
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
