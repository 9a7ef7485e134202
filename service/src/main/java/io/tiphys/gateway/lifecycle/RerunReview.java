package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.TemplateClosure;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads a workflow before a rerun, and checks it against the environment's rules. Thread-safe. */
@Singleton
public final class RerunReview {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final RerunRule rule;

    public RerunReview(WorkflowCalls calls, WorkflowControl control, RerunRule rule) {
        this.calls = calls;
        this.control = control;
        this.rule = rule;
    }

    /**
     * A workflow that may run again.
     *
     * @param workflow the current workflow
     * @param templates the additional permissions for the rerun: to read the referenced templates
     */
    record Reviewed(WorkflowObject workflow, List<AccessCheck> templates) {
        Reviewed {
            templates = List.copyOf(templates);
        }
    }

    /**
     * Reviews the workflow.
     *
     * @param action a retry or a resubmission
     * @throws GatewayException with WORKFLOW_NOT_FOUND, WORKFLOW_INVALID, or a reason of the guard or the upstream
     */
    Reviewed require(CallContext callContext, Optional<Namespace> requested, WorkflowName name, WorkflowAction action) {
        WorkflowObject existing =
                calls.call(callContext, requested, action.operation(), call -> control.get(call, name));
        Namespace namespace = callContext.environment().namespaceOrDefault(requested);
        List<AccessCheck> named = rule.require(callContext.environment(), namespace, existing);
        if (action instanceof WorkflowAction.Resubmit) {
            TemplateClosure.require(
                    named,
                    namespace.value(),
                    right -> calls.require(callContext, namespace, right),
                    right -> ofTemplate(callContext, namespace, action, right));
        }
        return new Reviewed(existing, named);
    }

    /** The permissions for a template's references; empty for a missing template, which the Argo Server reports better. */
    private List<AccessCheck> ofTemplate(
            CallContext callContext, Namespace namespace, WorkflowAction action, AccessCheck right) {
        try {
            boolean clusterScope = right.namespace().isEmpty();
            WorkflowName name = new WorkflowName(right.name());
            WorkflowObject template = calls.call(
                    callContext,
                    Optional.of(namespace),
                    action.operation(),
                    call -> control.template(call, clusterScope, name));
            return rule.require(callContext.environment(), namespace, template);
        } catch (GatewayException e) {
            if (e.problem().reason() != ErrorReason.WORKFLOW_NOT_FOUND) {
                throw e;
            }
            return List.of();
        }
    }
}
