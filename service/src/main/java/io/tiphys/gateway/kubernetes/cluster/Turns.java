package io.tiphys.gateway.kubernetes.cluster;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Permits for concurrent requests to one cluster, with a bounded queue. Thread-safe. */
final class Turns {
    private final Semaphore turns;
    private final AtomicInteger inside = new AtomicInteger();
    private final long most;

    /**
     * Creates the permits.
     *
     * @param concurrent the largest number of concurrent requests
     * @param waiting the largest number of further requests that wait, in order of arrival
     */
    Turns(int concurrent, int waiting) {
        this.turns = new Semaphore(concurrent, true);
        this.most = (long) concurrent + waiting;
    }

    /** Enters the queue; false when the queue is full. Each success requires a later {@link #leave}. */
    boolean enter() {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Leaves the queue. */
    void leave() {
        inside.decrementAndGet();
    }

    /** Waits for a permit; requires a later {@link #end}. */
    void begin() throws InterruptedException {
        turns.acquire();
    }

    /** Releases the permit. */
    void end() {
        turns.release();
    }
}
