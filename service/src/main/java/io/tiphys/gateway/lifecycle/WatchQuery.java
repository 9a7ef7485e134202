package io.tiphys.gateway.lifecycle;

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
    /** The same query from another version on. */
    public WatchQuery after(String version) {
        return new WatchQuery(name, labelSelector, Optional.of(version));
    }
}
