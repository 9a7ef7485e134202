package io.tiphys.gateway.admission;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;

/**
 * The number of concurrent creations that an Argo Server carries out without a queue of its own. From the duration of a
 * creation and the shortest average of a second, TCP Vegas estimates how many creations wait inside the Argo Server (Brakmo
 * and Peterson, 1995). The limit grows while few wait, and shrinks while many do. Thread-safe.
 *
 * <p>A limit that compares with the average of the last minutes would rise to its maximum under lasting load, because that
 * average rises too.
 */
final class AdaptiveLimit {
    /** Low, so that the first durations are those of a server without load. */
    private static final int INITIAL = 4;

    private static final int LEAST = 4;

    /** The shortest duration is forgotten after about so many times the limit in seconds: the server may have become slower. */
    private static final int REMEMBERED = 300;

    private final int least;
    private final Limit limit;

    /** @param most the highest limit; at least 1 */
    AdaptiveLimit(int most) {
        least = Math.min(LEAST, most);
        limit = WindowedLimit.newBuilder()
                .build(VegasLimit.newBuilder()
                        .initialLimit(Math.min(INITIAL, most))
                        .maxConcurrency(most)
                        .alphaFunction(AdaptiveLimit::few)
                        .betaFunction(AdaptiveLimit::many)
                        .probeMultiplier(REMEMBERED)
                        .build());
    }

    /** In proportion to the limit, because the average of a second varies with the sizes of the workflows. */
    private static int few(int limit) {
        return Math.max(1, limit / 5);
    }

    private static int many(int limit) {
        return Math.max(3, limit * 2 / 5);
    }

    /** The current limit. */
    int current() {
        return Math.max(least, limit.getLimit());
    }

    /**
     * Reports a creation. A refusal is not to be reported, because it takes less time.
     *
     * @param nanos its duration
     * @param inUse the number of concurrent creations at its begin
     * @param failed whether the Argo Server did not answer
     */
    void ended(long begunNanos, long nanos, int inUse, boolean failed) {
        limit.onSample(begunNanos, nanos, inUse, failed);
    }
}
