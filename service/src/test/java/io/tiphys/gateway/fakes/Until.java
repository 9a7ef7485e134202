package io.tiphys.gateway.fakes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what other threads do. */
public final class Until {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration SETTLED = Duration.ofSeconds(1);

    private Until() {}

    /** Returns as soon as it is so; fails the test when it is not so for twenty seconds. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not happen: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** The value of a counter that has not moved for a second: whoever moves it is held up, or has come to an end. */
    public static long settled(LongSupplier counter) {
        long[] seen = {counter.getAsLong(), System.nanoTime()};
        until("a counter settles", () -> {
            long now = counter.getAsLong();
            if (now != seen[0]) {
                seen[0] = now;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > SETTLED.toNanos();
        });
        return seen[0];
    }

    /** Returns once all these threads wait for something, or have ended. */
    public static void allWait(Iterable<Thread> threads) {
        for (Thread thread : threads) {
            until("every thread waits", () -> switch (thread.getState()) {
                case WAITING, TIMED_WAITING, TERMINATED -> true;
                case NEW, RUNNABLE, BLOCKED -> false;
            });
        }
    }
}
