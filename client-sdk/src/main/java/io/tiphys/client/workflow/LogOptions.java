package io.tiphys.client.workflow;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The selection of log lines.
 *
 * @param follow continue until the workflow ends
 * @param podName this pod only
 * @param container this container; {@code main} when none is named
 * @param tailLines only the last lines of each pod
 * @param grep only lines that match this RE2 expression
 */
public record LogOptions(
        boolean follow,
        Optional<String> podName,
        Optional<String> container,
        OptionalLong tailLines,
        Optional<String> grep) {
    /** The existing lines. */
    public static LogOptions once() {
        return new LogOptions(false, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    /** The existing lines and all later ones. */
    public static LogOptions following() {
        return new LogOptions(true, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }
}
