package io.tiphys.gateway.admission;

import java.time.Duration;

/** The average duration of creations, from which waits are estimated. Thread-safe. */
final class Pace {
    private static final double WEIGHT_OF_NEWEST = 0.1;

    private double nanos;

    synchronized void ended(long duration) {
        nanos = nanos == 0 ? duration : nanos + WEIGHT_OF_NEWEST * (duration - nanos);
    }

    /**
     * The estimated wait at a position of the queue.
     *
     * @param position the number of earlier waiting creations
     * @param limit the number of concurrent creations
     */
    synchronized Duration wait(int position, int limit) {
        return Duration.ofNanos((long) (nanos * (position + 1) / limit));
    }
}
