package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to resume a workflow.
 *
 * @param nodeFieldSelector resume only the nodes that this Argo node field selector picks
 */
@Schema(name = "ResumeWorkflowRequest")
public record ResumeWorkflowRequest(@Nullable String nodeFieldSelector) implements ActionRequest {
    @Override
    public WorkflowAction action() {
        return new WorkflowAction.Resume(Optional.ofNullable(nodeFieldSelector));
    }
}
