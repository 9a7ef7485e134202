package io.tiphys.gateway.admission.unfinished;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The pace at which workflows finish, from the newest ends. Not thread-safe. */
final class FinishRate {
    private static final int KEPT = 32;

    private final Deque<Long> ends = new ArrayDeque<>(KEPT);

    void finished(long nanos) {
        if (ends.size() == KEPT) {
            ends.removeFirst();
        }
        ends.addLast(nanos);
    }

    /** The average time between two ends, the time since the newest one included; empty before the second end. */
    Optional<Duration> interval(long now) {
        return ends.size() < 2
                ? Optional.empty()
                : Optional.of(Duration.ofNanos((now - ends.getFirst()) / ends.size()));
    }
}
