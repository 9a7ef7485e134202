package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to stop a workflow.
 *
 * @param message the message that Argo writes to the selected nodes; only with nodeFieldSelector
 * @param nodeFieldSelector stop only the nodes that this Argo node field selector picks
 */
@Schema(name = "StopWorkflowRequest")
public record StopWorkflowRequest(
        @Nullable String message, @Nullable String nodeFieldSelector) implements ActionRequest {
    @Override
    public WorkflowAction action() {
        return new WorkflowAction.Stop(Optional.ofNullable(message), Optional.ofNullable(nodeFieldSelector));
    }
}
