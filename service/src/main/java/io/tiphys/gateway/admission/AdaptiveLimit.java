package io.tiphys.gateway.admission;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;

/**
 * The number of concurrent creations that an Argo Server carries out without a queue of its own: it shrinks while creations
 * take longer than they did over the last minutes, and grows while they do not. Thread-safe.
 */
final class AdaptiveLimit {
    private static final int INITIAL = 16;
    private static final int LEAST = 4;
    /** Creations of large and small workflows differ by more than the library's 1.5. */
    private static final double TOLERANCE = 2;

    private final Limit limit;

    /** @param most the highest limit; at least 1 */
    AdaptiveLimit(int most) {
        limit = WindowedLimit.newBuilder()
                .build(Gradient2Limit.newBuilder()
                        .initialLimit(Math.min(INITIAL, most))
                        .minLimit(Math.min(LEAST, most))
                        .maxConcurrency(most)
                        .rttTolerance(TOLERANCE)
                        .build());
    }

    /** The current limit. */
    int current() {
        return limit.getLimit();
    }

    /**
     * Reports a creation.
     *
     * @param nanos its duration
     * @param inUse the number of concurrent creations at its begin
     * @param failed whether the Argo Server did not answer
     */
    void ended(long begunNanos, long nanos, int inUse, boolean failed) {
        limit.onSample(begunNanos, nanos, inUse, failed);
    }
}
