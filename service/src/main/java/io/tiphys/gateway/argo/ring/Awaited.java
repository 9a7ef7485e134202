package io.tiphys.gateway.argo.ring;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A condition that one thread awaits and other threads fulfil. Waiting blocks a virtual thread, but no platform thread. */
public final class Awaited {
    private final BooleanSupplier condition;
    private volatile @Nullable Thread waiting;

    /** @param condition the awaited condition */
    public Awaited(BooleanSupplier condition) {
        this.condition = condition;
    }

    /**
     * Waits until the condition is true, the time is up, or the thread is interrupted; the interrupt status is preserved.
     * May return early.
     *
     * @param until on the clock of {@link System#nanoTime}
     * @return false when the time is up or the thread is interrupted; otherwise true, and the caller should check again
     */
    public boolean await(long until) {
        waiting = Thread.currentThread();
        try {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (!condition.getAsBoolean()) {
                LockSupport.parkNanos(this, left);
            }
            return !Thread.currentThread().isInterrupted();
        } finally {
            waiting = null;
        }
    }

    /** Wakes the waiting thread to check again. */
    public void wake() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
