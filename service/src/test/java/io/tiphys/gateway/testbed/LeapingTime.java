package io.tiphys.gateway.testbed;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The time that passes, and what a test lets pass besides, which takes none. Thread-safe. */
final class LeapingTime implements Ticker {
    private final AtomicLong leapt = new AtomicLong();

    void leap(Duration duration) {
        leapt.addAndGet(duration.toNanos());
    }

    @Override
    public long read() {
        return System.nanoTime() + leapt.get();
    }
}
