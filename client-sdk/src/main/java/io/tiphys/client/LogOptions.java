package io.tiphys.client;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which log lines.
 *
 * @param follow go on until the workflow ends
 * @param podName of this pod only
 * @param container of this container; {@code main} when none is named
 * @param tailLines only the last lines of each pod
 * @param grep only lines that match this RE2 expression
 */
public record LogOptions(
        boolean follow,
        Optional<String> podName,
        Optional<String> container,
        OptionalLong tailLines,
        Optional<String> grep) {
    /** The lines that are there. */
    public static LogOptions once() {
        return new LogOptions(false, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    /** The lines that are there and those that come. */
    public static LogOptions following() {
        return new LogOptions(true, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }
}
