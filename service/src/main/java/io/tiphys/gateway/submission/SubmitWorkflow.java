package io.tiphys.gateway.submission;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.argoproto.pruning.StoredTemplates;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.SubmissionLabels;
import io.tiphys.gateway.idempotency.document.DocumentKey;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.preflight.PreflightWorkflow;
import io.tiphys.gateway.preflight.TargetNamespace;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.submission.SubmissionSteps.Permission;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Submits a workflow: read the document, guard the namespace, validate, get the credential, forward once. The token comes
 * last, so a refused request creates none. A submission without an idempotency key is never retried, except after a refused
 * token, with which nothing was done. A submission with a key is done once
 * ({@link io.tiphys.gateway.idempotency.CreateOnce}). Thread-safe.
 */
@Singleton
public final class SubmitWorkflow {
    private final NamespaceGuard guard;
    private final WorkflowManifestReader reader;
    private final SubmissionSteps steps;
    private final CredentialedCalls credentials;
    private final WorkflowSubmitter submitter;
    private final PreflightWorkflow preflightWorkflow;
    private final CreationAdmission admission;

    public SubmitWorkflow(
            NamespaceGuard guard,
            WorkflowManifestReader reader,
            SubmissionSteps steps,
            CredentialedCalls credentials,
            WorkflowSubmitter submitter,
            PreflightWorkflow preflightWorkflow,
            CreationAdmission admission) {
        this.guard = guard;
        this.reader = reader;
        this.steps = steps;
        this.credentials = credentials;
        this.submitter = submitter;
        this.preflightWorkflow = preflightWorkflow;
        this.admission = admission;
    }

    /**
     * Submits, or only validates.
     *
     * @throws GatewayException with WORKFLOW_MALFORMED, WORKFLOW_TOO_LARGE, WORKFLOW_INVALID (all violations at once), a
     *     reason of the guard, of the credential or of the upstream; with OUTCOME_UNKNOWN the metadata names the label for
     *     finding the workflow if it was created
     */
    public Submission submit(SubmitCommand command) {
        CallContext callContext = command.callContext();
        // A document costs processor time and memory, which a caller without permissions must not use.
        command.namespace().ifPresent(namespace -> steps.requireRights(callContext, namespace));
        WorkflowManifest manifest = reader.read(command.document(), command.format());
        Namespace namespace = TargetNamespace.of(callContext.environment(), command.namespace(), manifest);
        Permission permission = steps.requireRights(callContext, namespace, manifest);
        List<Finding> warnings = steps.requireValid(callContext, namespace, manifest);
        Optional<CompletableFuture<WorkflowReport>> preflight = command.validateOnly()
                ? Optional.of(Parallel.start(() -> preflightWorkflow.preflight(callContext, namespace, manifest)))
                : Optional.empty();
        Optional<IdempotencyKey> key =
                DocumentKey.with(command.keys(), manifest.root()).agreed();
        Creation creation = key.isPresent() && !command.validateOnly()
                ? keyed(callContext, namespace, manifest, key.get())
                : forward(command, namespace, manifest);
        boolean resolvedHere = !command.validateOnly() || manifest.namespace().isPresent();
        WorkflowObject workflow = command.validateOnly() || permission.withTemplates()
                ? shown(callContext, namespace, resolvedHere, creation.workflow())
                : creation.workflow();
        return new Submission(
                workflow,
                creation.submissionId(),
                permission.decidedBy(),
                warnings,
                preflight.map(callContext.deadline()::await),
                creation.replayed());
    }

    private record Creation(WorkflowObject workflow, String submissionId, boolean replayed) {}

    private Creation keyed(
            CallContext callContext, Namespace namespace, WorkflowManifest manifest, IdempotencyKey key) {
        KeyedCreation creation = steps.creation(callContext, namespace, manifest, key);
        Done<WorkflowObject> done = steps.create(creation, manifest, Map.of());
        String submissionId = done.replayed()
                ? ObjectMetadata.of(done.answer().json()).labels().getOrDefault(SubmissionLabels.SUBMISSION_ID, "")
                : creation.submissionId();
        return new Creation(done.answer(), submissionId, done.replayed());
    }

    private static ManifestAdditions additions(CallContext callContext, String submissionId) {
        Map<String, String> annotations = new HashMap<>(SubmissionLabels.traced());
        annotations.put(SubmissionLabels.SUBMITTED_BY, callContext.caller().displayName());
        return new ManifestAdditions(
                SubmissionLabels.of(callContext, submissionId),
                annotations,
                Optional.empty(),
                SubmissionLabels.tracedPods());
    }

    private Creation forward(SubmitCommand command, Namespace namespace, WorkflowManifest manifest) {
        CallContext callContext = command.callContext();
        String submissionId = SubmissionLabels.newId();
        byte[] document = manifest.toJson(additions(callContext, submissionId));
        try {
            WorkflowObject answer = command.validateOnly()
                    ? upstream(callContext, namespace, call -> submitter.lint(call, document))
                    : admission.admit(
                            callContext,
                            namespace,
                            SubmissionLabels.trace(submissionId),
                            () -> upstream(callContext, namespace, call -> submitter.submit(call, document)));
            return new Creation(answer, submissionId, false);
        } catch (GatewayException e) {
            boolean maybeCreated = e.problem().reason() == ErrorReason.OUTCOME_UNKNOWN && !command.validateOnly();
            throw maybeCreated ? withLookupHint(e, namespace, submissionId) : e;
        }
    }

    private WorkflowObject upstream(
            CallContext callContext, Namespace namespace, Function<ArgoCall, WorkflowObject> request) {
        return credentials.call(
                callContext.credentialIn(namespace),
                token -> request.apply(
                        new ArgoCall(callContext.environment(), namespace, token, callContext.deadline())));
    }

    /**
     * The workflow without templates that the Argo Server has resolved under its own account and that the caller may not
     * read.
     */
    private WorkflowObject shown(
            CallContext callContext, Namespace namespace, boolean resolvedHere, WorkflowObject answer) {
        Set<String> stored = StoredTemplates.keysInJson(answer.json());
        return guard.allowsStored(callContext, namespace, resolvedHere, stored)
                ? answer
                : new WorkflowObject(answer.summary(), StoredTemplates.withoutInJson(answer.json()));
    }

    private static GatewayException withLookupHint(GatewayException unknown, Namespace namespace, String submissionId) {
        Problem problem = unknown.problem()
                .with("namespace", namespace.value())
                .with("labelSelector", SubmissionLabels.SUBMISSION_ID + "=" + submissionId);
        return new GatewayException(problem, unknown);
    }
}
