package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Deletes one workflow. */
@Singleton
public final class DeleteWorkflow {
    private final WorkflowCalls calls;
    private final WorkflowControl control;

    public DeleteWorkflow(WorkflowCalls calls, WorkflowControl control) {
        this.calls = calls;
        this.control = control;
    }

    /**
     * Deletes the workflow.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, or a reason of the guard or the upstream
     */
    public void delete(CallContext callContext, Optional<Namespace> namespace, WorkflowName name) {
        calls.<Optional<Void>>call(callContext, namespace, Operation.DELETE, call -> {
            control.delete(call, name);
            return Optional.empty();
        });
    }
}
