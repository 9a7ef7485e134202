package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Stops, terminates, suspends, resumes, retries or resubmits a workflow. */
@Singleton
public final class ChangeWorkflow {
    private final WorkflowCalls calls;
    private final WorkflowControl control;

    public ChangeWorkflow(WorkflowCalls calls, WorkflowControl control) {
        this.calls = calls;
        this.control = control;
    }

    /**
     * Changes a workflow. A workflow that would run again (retry, resubmit) has to pass the environment's rule of service
     * accounts first, as if it were submitted now.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, WORKFLOW_STATE_UNSUITABLE,
     *     WORKFLOW_INVALID, OUTCOME_UNKNOWN, or a reason of the guard or the upstream
     */
    public WorkflowObject change(
            Admission admission, Optional<Namespace> namespace, WorkflowName name, WorkflowAction action) {
        return calls.call(admission, namespace, action.operation(), call -> {
            return control.change(call, name, action);
        });
    }
}
