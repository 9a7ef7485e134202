package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.idempotency.CreateOnce;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.Look;
import io.tiphys.gateway.idempotency.Sight;
import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.lifecycle.RerunReview.Reviewed;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ResubmittedWorkflow;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resubmits a workflow once for a key. Argo's own resubmission generates a name, so two resubmissions create two workflows.
 * With a key the gateway creates the new workflow itself, with the name derived from the key. Thread-safe.
 */
@Singleton
public final class ResubmitOnce {
    private final WorkflowCalls calls;
    private final RerunReview review;
    private final CreateOnce createOnce;

    public ResubmitOnce(WorkflowCalls calls, RerunReview review, CreateOnce createOnce) {
        this.calls = calls;
        this.review = review;
        this.createOnce = createOnce;
    }

    /**
     * Resubmits the workflow.
     *
     * @throws GatewayException with REQUEST_INVALID for a memoized resubmission, as {@link RerunReview#require} does, or as
     *     {@link CreateOnce#create} does
     */
    Done<WorkflowObject> resubmit(
            CallContext callContext,
            Optional<Namespace> requested,
            WorkflowName name,
            WorkflowAction.Resubmit action,
            IdempotencyKey key) {
        requireNotMemoized(action);
        Namespace namespace = callContext.environment().namespaceOrDefault(requested);
        KeyedCreation creation = KeyedCreation.of(
                callContext,
                namespace,
                key,
                Optional.empty(),
                Optional.of(name.value() + "-"),
                fingerprint(name, action.parameters()));
        Reviewed model;
        try {
            model = review.require(callContext, requested, name, action);
        } catch (GatewayException e) {
            return replayed(creation, e);
        }
        calls.require(callContext, namespace, action.operation().rightsIn(namespace.value(), model.templates()));
        String document = ResubmittedWorkflow.of(model.workflow(), action.parameters());
        return createOnce.create(
                creation, creation.additions().addedTo(document).getBytes(StandardCharsets.UTF_8));
    }

    /** The original may have been deleted since an earlier call with the key. */
    private Done<WorkflowObject> replayed(KeyedCreation creation, GatewayException failure) {
        if (failure.problem().reason() == ErrorReason.WORKFLOW_NOT_FOUND) {
            Look<WorkflowObject> look =
                    createOnce.look(creation, creation.context().deadline());
            if (look.sight() == Sight.DONE_BEFORE) {
                return new Done<>(look.answer().orElseThrow(), true);
            }
        }
        throw failure;
    }

    private static DocumentFingerprint fingerprint(WorkflowName name, List<String> parameters) {
        Map<String, String> fields = DocumentFingerprint.numbered("parameters", parameters);
        fields.put("action", "resubmit");
        fields.put("name", name.value());
        return DocumentFingerprint.ofFields(fields);
    }

    private static void requireNotMemoized(WorkflowAction.Resubmit action) {
        if (action.memoized()) {
            String message = "A memoized resubmission accepts no idempotency key, because Argo alone makes it and"
                    + " generates its name. Resubmit without 'memoized', or without a key.";
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(
                            List.of(Violation.ofParameter("idempotency-key-unsupported", "memoized", message))));
        }
    }
}
