package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.WorkflowAction;

/** How to keep a workflow from starting further steps: nothing can be chosen. */
@Schema(name = "SuspendWorkflowRequest")
public record SuspendWorkflowRequest() implements ActionRequest {
    @Override
    public WorkflowAction action() {
        return new WorkflowAction.Suspend();
    }
}
