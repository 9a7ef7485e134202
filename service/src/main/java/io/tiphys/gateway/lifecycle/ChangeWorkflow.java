package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.AccessCheck;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.TemplateClosure;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Stops, terminates, suspends, resumes, retries or resubmits a workflow. */
@Singleton
public final class ChangeWorkflow {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final RerunRule rule;

    public ChangeWorkflow(WorkflowCalls calls, WorkflowControl control, RerunRule rule) {
        this.calls = calls;
        this.control = control;
        this.rule = rule;
    }

    /**
     * Changes a workflow. A workflow that would run again (retry, resubmit) has to pass the environment's rule of service
     * accounts first, as if it were submitted now.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a message that would be lost,
     *     WORKFLOW_NOT_FOUND, WORKFLOW_STATE_UNSUITABLE,
     *     WORKFLOW_INVALID, OUTCOME_UNKNOWN, or a reason of the guard or the upstream
     */
    public WorkflowObject change(
            CallContext admission, Optional<Namespace> namespace, WorkflowName name, WorkflowAction action) {
        List<AccessCheck> more = switch (action) {
            case WorkflowAction.Retry retry -> rerun(admission, namespace, name, retry);
            case WorkflowAction.Resubmit resubmit -> rerun(admission, namespace, name, resubmit);
            case WorkflowAction.Stop stop -> ofStop(stop);
            default -> List.of();
        };
        return calls.call(admission, namespace, action.operation(), more, call -> control.change(call, name, action));
    }

    /** Argo writes the message to the nodes that are picked, and drops the message of any other stop (v4.0.5, StopWorkflow). */
    private static List<AccessCheck> ofStop(WorkflowAction.Stop stop) {
        if (stop.message().isPresent() && stop.nodeFieldSelector().isEmpty()) {
            String message = "'message' needs a node field selector: Argo writes the message to the selected nodes,"
                    + " and drops the message of a stop of the whole workflow.";
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(List.of(Violation.ofParameter("message", "message", message))));
        }
        return List.of();
    }

    private List<AccessCheck> rerun(
            CallContext admission, Optional<Namespace> requested, WorkflowName name, WorkflowAction action) {
        WorkflowObject existing = calls.call(admission, requested, action.operation(), call -> control.get(call, name));
        Namespace namespace = admission.environment().namespaceOrDefault(requested);
        List<AccessCheck> named = rule.require(admission.environment(), namespace, existing);
        if (action instanceof WorkflowAction.Resubmit) {
            TemplateClosure.require(
                    named,
                    namespace.value(),
                    right -> calls.require(admission, namespace, right),
                    right -> ofTemplate(admission, namespace, action, right));
        }
        return named;
    }

    /** What a template names; nothing for one that is not there, which the Argo Server says better. */
    private List<AccessCheck> ofTemplate(
            CallContext admission, Namespace namespace, WorkflowAction action, AccessCheck right) {
        try {
            boolean clusterScope = right.namespace().isEmpty();
            WorkflowName name = new WorkflowName(right.name());
            WorkflowObject template = calls.call(
                    admission,
                    Optional.of(namespace),
                    action.operation(),
                    call -> control.template(call, clusterScope, name));
            return rule.require(admission.environment(), namespace, template);
        } catch (GatewayException e) {
            if (e.problem().reason() != ErrorReason.WORKFLOW_NOT_FOUND) {
                throw e;
            }
            return List.of();
        }
    }
}
