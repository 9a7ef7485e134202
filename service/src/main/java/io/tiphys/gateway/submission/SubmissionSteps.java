package io.tiphys.gateway.submission;

import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.access.review.TemplateRights;
import io.tiphys.gateway.idempotency.CreateOnce;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowChecks;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.references.TemplateReferences;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The steps of a submission after its document was read, for one workflow and for those of a batch. Thread-safe. */
@Singleton
public final class SubmissionSteps {
    private final NamespaceGuard guard;
    private final WorkflowChecks checks;
    private final CreateOnce createOnce;

    public SubmissionSteps(NamespaceGuard guard, WorkflowChecks checks, CreateOnce createOnce) {
        this.guard = guard;
        this.checks = checks;
        this.createOnce = createOnce;
    }

    /**
     * The permission to submit a workflow.
     *
     * @param decidedBy the authority that decided about the caller's permissions
     * @param withTemplates whether the workflow refers to templates of the cluster
     */
    public record Permission(AccessDecider decidedBy, boolean withTemplates) {}

    /**
     * Requires the permission to submit any workflow in a namespace, before its document is read.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link NamespaceGuard#require} does
     */
    public void requireRights(CallContext callContext, Namespace namespace) {
        guard.require(callContext, namespace, Operation.SUBMIT.rightsIn(namespace.value()));
    }

    /**
     * Requires the permissions to submit this workflow.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link NamespaceGuard#require} does
     */
    public Permission requireRights(CallContext callContext, Namespace namespace, WorkflowManifest manifest) {
        List<AccessCheck> templates = TemplateRights.of(namespace, TemplateReferences.in(manifest));
        List<AccessCheck> rights = Operation.SUBMIT.rightsIn(namespace.value(), templates);
        return new Permission(guard.require(callContext, namespace, rights), !templates.isEmpty());
    }

    /**
     * Requires a valid workflow.
     *
     * @return the warnings
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_INVALID and all findings
     */
    public List<Finding> requireValid(CallContext callContext, Namespace namespace, WorkflowManifest manifest) {
        return checks.require(manifest, callContext.environment().policyIn(namespace));
    }

    /** The creation of a workflow for a key. */
    public KeyedCreation creation(
            CallContext callContext, Namespace namespace, WorkflowManifest manifest, IdempotencyKey key) {
        return KeyedCreation.of(
                callContext,
                namespace,
                key,
                manifest.name(),
                manifest.generateName(),
                DocumentFingerprint.of(manifest.root()));
    }

    /**
     * Creates a workflow once.
     *
     * @param labels further labels
     * @throws io.tiphys.gateway.error.GatewayException as {@link CreateOnce#create} does
     */
    public Done<WorkflowObject> create(KeyedCreation creation, WorkflowManifest manifest, Map<String, String> labels) {
        return createOnce.create(creation, manifest.toJson(creation.additions(labels)));
    }
}
