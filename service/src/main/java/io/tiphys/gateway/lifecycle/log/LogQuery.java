package io.tiphys.gateway.lifecycle.log;

import io.tiphys.gateway.workflow.WorkflowName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The selection of log lines.
 *
 * @param podName one pod only
 * @param container the container
 * @param follow continue until the workflow ends
 * @param tailLines only the last lines of each pod
 * @param grep only lines that match this RE2 expression
 */
public record LogQuery(
        Optional<String> podName, String container, boolean follow, OptionalLong tailLines, Optional<String> grep) {
    /** The container with the user's code. */
    public static final String MAIN_CONTAINER = "main";

    /** The selection in the Argo Server's terms. */
    public LogSelection selection(WorkflowName workflow) {
        Map<String, String> options = new HashMap<>();
        options.put("container", container);
        options.put("follow", Boolean.toString(follow));
        tailLines.ifPresent(lines -> options.put("tailLines", Long.toString(lines)));
        return new LogSelection(workflow, podName, grep, Optional.empty(), options);
    }
}
