package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Optional;

/**
 * The end of a shared stream's slow reader: unread events are dropped, and no other reader waits. READER_TOO_SLOW of a watch
 * names the version to resume from; a log has none.
 */
public final class SlowReaders {
    private static final String RESOURCE_VERSION = "resourceVersion";

    private SlowReaders() {}

    /**
     * The end of a watch.
     *
     * @param seen the version after which a new watch misses nothing; 0 for the initial snapshot
     */
    public static GatewayException ofWatch(long seen) {
        return new GatewayException(Problem.of(
                        ErrorReason.READER_TOO_SLOW,
                        "The watch was read too slowly. "
                                + (seen == 0
                                        ? "Open it again."
                                        : "Reopen the watch with resourceVersion=" + seen + "."))
                .with(RESOURCE_VERSION, Long.toString(seen)));
    }

    /** The end of a log. */
    public static GatewayException ofLog() {
        return new GatewayException(Problem.of(
                ErrorReason.READER_TOO_SLOW,
                "The log was read too slowly. Other readers share it, so lines would be missing."));
    }

    /** The version after which a cut watch resumes; empty for any other problem. */
    public static Optional<String> resumePlace(Problem problem) {
        return problem.reason() == ErrorReason.READER_TOO_SLOW
                ? Optional.ofNullable(problem.metadata().get(RESOURCE_VERSION))
                : Optional.empty();
    }
}
