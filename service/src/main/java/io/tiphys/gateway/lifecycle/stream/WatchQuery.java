package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.WorkflowName;
import java.util.Optional;

/**
 * The selection of a watch.
 *
 * @param name one workflow only
 * @param labelSelector a Kubernetes label selector
 * @param resourceVersion the version to start after; empty for the initial snapshot
 */
public record WatchQuery(
        Optional<WorkflowName> name, Optional<String> labelSelector, Optional<String> resourceVersion) {
    /** The selection in the Argo Server's terms. */
    public WatchSelection selection() {
        return new WatchSelection(
                labelSelector, name.map(one -> "metadata.name=" + one), Optional.empty(), resourceVersion);
    }

    /** The same query, starting with the initial snapshot. */
    public WatchQuery fromNow() {
        return new WatchQuery(name, labelSelector, Optional.empty());
    }
}
