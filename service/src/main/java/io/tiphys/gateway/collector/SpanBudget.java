package io.tiphys.gateway.collector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tiphys.gateway.server.call.MetricNames;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The spans that wait for the collector or are on their way to it, at most a fixed number, and their ends as a metric.
 * Thread-safe; never waits.
 */
final class SpanBudget {
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter exported;
    private final Counter failed;
    private final Counter dropped;

    SpanBudget(int most, MeterRegistry metrics) {
        this.most = most;
        this.exported = counter("exported", metrics);
        this.failed = counter("failed", metrics);
        this.dropped = counter("dropped", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder(MetricNames.SPANS)
                .description("Spans of traces that have ended")
                .tag(MetricNames.OUTCOME, outcome)
                .register(metrics);
    }

    /** Whether one more span may wait; otherwise it counts as dropped. */
    boolean enter() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        dropped.increment();
        return false;
    }

    /** Counts spans that no longer wait. */
    void leave(int spans, boolean success) {
        waiting.addAndGet(-spans);
        (success ? exported : failed).increment(spans);
    }
}
