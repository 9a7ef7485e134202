package io.tiphys.gateway.fakes;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that stands still until the test turns it: a clock and a ticker that go together. */
public final class TestTime extends Clock implements Ticker {
    private volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private volatile long nanos;

    /** Turns the time on. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long read() {
        return nanos;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the gateway knows UTC alone");
    }
}
