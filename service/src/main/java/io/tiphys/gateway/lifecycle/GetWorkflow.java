package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads one workflow. */
@Singleton
public final class GetWorkflow {
    private final WorkflowCalls calls;
    private final WorkflowControl control;

    public GetWorkflow(WorkflowCalls calls, WorkflowControl control) {
        this.calls = calls;
        this.control = control;
    }

    /**
     * Reads the workflow.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, or a reason of the guard or the upstream
     */
    public WorkflowObject get(CallContext callContext, Optional<Namespace> namespace, WorkflowName name) {
        return calls.call(callContext, namespace, Operation.GET, call -> control.get(call, name));
    }
}
