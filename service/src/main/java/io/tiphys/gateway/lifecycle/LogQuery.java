package io.tiphys.gateway.lifecycle;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which log lines.
 *
 * @param podName of one pod only
 * @param container of which container
 * @param follow go on until the workflow ends
 * @param tailLines only the last lines of each pod
 * @param grep only lines that match this RE2 expression
 */
public record LogQuery(
        Optional<String> podName, String container, boolean follow, OptionalLong tailLines, Optional<String> grep) {
    /** The container that runs the user's code. */
    public static final String MAIN_CONTAINER = "main";
}
