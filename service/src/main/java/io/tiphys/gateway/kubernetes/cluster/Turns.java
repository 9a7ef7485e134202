package io.tiphys.gateway.kubernetes.cluster;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns in which requests to one cluster are made, and how many may wait for one. Thread-safe. */
final class Turns {
    private final Semaphore turns;
    private final AtomicInteger inside = new AtomicInteger();
    private final long most;

    /**
     * Turns.
     *
     * @param concurrent how many requests are under way at once
     * @param waiting how many more wait, in the order in which they came
     */
    Turns(int concurrent, int waiting) {
        this.turns = new Semaphore(concurrent, true);
        this.most = (long) concurrent + waiting;
    }

    /** Claims a turn, or a place among those who wait; false when there is none. {@link #leave} follows only then. */
    boolean enter() {
        if (inside.incrementAndGet() > most) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives up what was claimed. */
    void leave() {
        inside.decrementAndGet();
    }

    /** Waits for the turn; {@link #end} follows. */
    void begin() throws InterruptedException {
        turns.acquire();
    }

    /** The turn is over. */
    void end() {
        turns.release();
    }
}
