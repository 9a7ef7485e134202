package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.admission.unfinished.CreationTrace;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Stops, terminates, suspends, resumes, retries or resubmits a workflow. */
@Singleton
public final class ChangeWorkflow {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final RerunReview review;
    private final ResubmitOnce resubmitOnce;
    private final RetryOnce retryOnce;
    private final CreationAdmission admission;

    public ChangeWorkflow(
            WorkflowCalls calls,
            WorkflowControl control,
            RerunReview review,
            ResubmitOnce resubmitOnce,
            RetryOnce retryOnce,
            CreationAdmission admission) {
        this.calls = calls;
        this.control = control;
        this.review = review;
        this.resubmitOnce = resubmitOnce;
        this.retryOnce = retryOnce;
        this.admission = admission;
    }

    /**
     * Changes a workflow. Before a rerun (retry, resubmit) the environment's service-account policy is applied as for a new
     * submission.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a message that would be lost,
     *     WORKFLOW_NOT_FOUND, WORKFLOW_STATE_UNSUITABLE, WORKFLOW_INVALID, OUTCOME_UNKNOWN, or a reason of the guard or the
     *     upstream
     */
    public WorkflowObject change(
            CallContext callContext, Optional<Namespace> namespace, WorkflowName name, WorkflowAction action) {
        List<AccessCheck> more = switch (action) {
            case WorkflowAction.Retry retry ->
                review.require(callContext, namespace, name, retry).templates();
            case WorkflowAction.Resubmit resubmit ->
                review.require(callContext, namespace, name, resubmit).templates();
            case WorkflowAction.Stop stop -> ofStop(stop);
            default -> List.of();
        };
        return calls.call(
                callContext,
                namespace,
                action.operation(),
                more,
                call -> trace(name, action)
                        .map(trace -> admission.admit(
                                callContext, call.namespace(), trace, () -> control.change(call, name, action)))
                        .orElseGet(() -> control.change(call, name, action)));
    }

    /** The trace of the workflow that runs again; empty if none does. */
    private static Optional<CreationTrace> trace(WorkflowName name, WorkflowAction action) {
        return switch (action) {
            case WorkflowAction.Retry ignored -> Optional.of(CreationTrace.named(name.value()));
            case WorkflowAction.Resubmit ignored -> Optional.of(CreationTrace.copyOf(name.value()));
            default -> Optional.empty();
        };
    }

    /**
     * Changes a workflow with an idempotency key. With the key a workflow is retried or resubmitted once. The other changes
     * are idempotent and need no key.
     *
     * @throws io.tiphys.gateway.error.GatewayException as
     *     {@link #change(CallContext, Optional, WorkflowName, WorkflowAction)}, or as
     *     {@link io.tiphys.gateway.idempotency.KeyedCall#make}
     */
    public Done<WorkflowObject> change(
            CallContext callContext,
            Optional<Namespace> namespace,
            WorkflowName name,
            WorkflowAction action,
            GivenKeys keys) {
        Optional<IdempotencyKey> key = keys.agreed();
        return switch (action) {
            case WorkflowAction.Retry retry
            when key.isPresent() -> retryOnce.retry(callContext, namespace, name, retry, key.get());
            case WorkflowAction.Resubmit resubmit
            when key.isPresent() -> resubmitOnce.resubmit(callContext, namespace, name, resubmit, key.get());
            default -> new Done<>(change(callContext, namespace, name, action), false);
        };
    }

    /**
     * Tells whether a listed workflow was retried with a key before. Without such a record in the list, only
     * {@link #change(CallContext, Optional, WorkflowName, WorkflowAction, GivenKeys)} knows.
     */
    public Predicate<WorkflowObject> retriedBefore(
            CallContext callContext, Namespace namespace, WorkflowAction.Retry action, IdempotencyKey key) {
        return retryOnce.retriedBefore(callContext, namespace, action, key);
    }

    /** Argo writes the message to the selected nodes, and drops the message of any other stop (v4.0.5, StopWorkflow). */
    private static List<AccessCheck> ofStop(WorkflowAction.Stop stop) {
        if (stop.message().isPresent() && stop.nodeFieldSelector().isEmpty()) {
            String message = "'message' needs a node field selector: Argo writes the message to the selected nodes,"
                    + " and drops the message of a stop of the whole workflow.";
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(List.of(Violation.ofParameter("message", "message", message))));
        }
        return List.of();
    }
}
