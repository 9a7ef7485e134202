package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowAction;

/** How to end a workflow at once: nothing can be chosen. */
@Schema(name = "TerminateWorkflowRequest")
public record TerminateWorkflowRequest() implements ActionRequest {
    @Override
    public WorkflowAction action() {
        return new WorkflowAction.Terminate();
    }
}
