package io.tiphys.gateway.argo.ring;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one thread waits for and others make true. The waiting costs a virtual thread no platform thread. */
public final class Awaited {
    private final BooleanSupplier condition;
    private volatile @Nullable Thread waiting;

    /** @param condition what is waited for */
    public Awaited(BooleanSupplier condition) {
        this.condition = condition;
    }

    /**
     * Waits until the condition is met, the time is up, or the thread is interrupted, which it stays. May also return early.
     *
     * @param until on the clock of {@link System#nanoTime}
     * @return whether there is a reason to look: false when the time is up or the thread is interrupted
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

    /** Tells whoever waits to look again. */
    public void wake() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
