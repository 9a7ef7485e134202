package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.WorkflowName;
import java.util.Optional;

/**
 * What to watch.
 *
 * @param name one workflow only
 * @param labelSelector a Kubernetes label selector
 * @param resourceVersion start after this version; empty to start with what is there
 */
public record WatchQuery(
        Optional<WorkflowName> name, Optional<String> labelSelector, Optional<String> resourceVersion) {
    /** The same in the Argo Server's words. */
    public WatchSelection selection() {
        return new WatchSelection(
                labelSelector, name.map(one -> "metadata.name=" + one), Optional.empty(), resourceVersion);
    }

    /** The same query, starting with what is there. */
    public WatchQuery fromNow() {
        return new WatchQuery(name, labelSelector, Optional.empty());
    }
}
