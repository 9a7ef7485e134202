package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.TemplateClosure;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import io.tiphys.gateway.argoapi.rpc.SubmittedKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Checks stored workflows before they are rerun or returned. Before a rerun the gateway applies the service account policy
 * and requires the permissions to read referenced objects, as for a new submission. The stored workflow may be older than
 * the environment's rules, or created without the gateway. Argo itself validates the workflow again. Thread-safe.
 */
@Singleton
final class ExistingWorkflows {
    private static final ObjectParts SPECIFICATION = ObjectParts.of("spec");

    private final NamespaceGuard guard;
    private final DocumentCheck documents;
    private final ArgoLookup lookup;
    private final EventBindings bindings;

    ExistingWorkflows(NamespaceGuard guard, DocumentCheck documents, ArgoLookup lookup, EventBindings bindings) {
        this.guard = guard;
        this.documents = documents;
        this.lookup = lookup;
        this.bindings = bindings;
    }

    /**
     * Requires that the caller may run or see the stored workflow of a call. A call without a stored workflow passes.
     *
     * @throws GatewayException with WORKFLOW_INVALID, WORKFLOW_NOT_FOUND, a reason of the guard, or of the lookup
     */
    void require(CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Namespace namespace) {
        switch (rpc.method()) {
            case "SubmitWorkflow" -> requireSubmittable(callContext, request, namespace);
            case "ResubmitWorkflow", "RetryWorkflow" ->
                requireRunnable(callContext, rpc, namespace, ArgoObject.workflow(namespace, request.text("name")));
            case "GetWorkflow" -> requireOfThisNamespace(callContext, request, namespace);
            case "ReceiveEvent" -> bindings.require(callContext, namespace);
            default -> {}
        }
    }

    /** The same for the rerun of an archived workflow. */
    void requireArchived(CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Namespace namespace) {
        requireRunnable(callContext, rpc, namespace, ArgoObject.archivedWorkflow(request.text("uid")));
    }

    private void requireSubmittable(CallContext callContext, ArgoRequestView request, Namespace namespace) {
        documents.requireAccount(callContext.environment(), namespace, request.text("submitOptions.serviceAccount"));
        for (String field : List.of("submitOptions.labels", "submitOptions.annotations")) {
            DocumentCheck.requireUnreserved(field, request.text(field));
        }
        SubmittedKind kind = SubmittedKind.of(request);
        String name = request.text("resourceName");
        guard.require(callContext, namespace, List.of(kind.read(namespace.value(), name)));
        JsonNode spec = lookup.get(callContext, namespace, kind.object(namespace.value(), name), SPECIFICATION)
                .path("spec");
        guard.require(
                callContext,
                namespace,
                rights(callContext, kind == SubmittedKind.CRON_WORKFLOW ? spec.path("workflowSpec") : spec, namespace));
    }

    private void requireRunnable(CallContext callContext, ArgoRpc rpc, Namespace namespace, ArgoObject object) {
        JsonNode specification =
                lookup.get(callContext, namespace, object, SPECIFICATION).path("spec");
        List<AccessCheck> named = rights(callContext, specification, namespace);
        guard.require(callContext, namespace, named);
        if (rpc.method().startsWith("Resubmit")) {
            TemplateClosure.require(
                    named,
                    namespace.value(),
                    right -> guard.require(callContext, namespace, List.of(right)),
                    right -> ofTemplate(callContext, namespace, right));
        }
    }

    /**
     * The permissions for the objects that a template refers to; none for a missing template, which the Argo Server reports
     * better.
     */
    private List<AccessCheck> ofTemplate(CallContext callContext, Namespace namespace, AccessCheck right) {
        try {
            SubmittedKind kind = SubmittedKind.ofTemplate(right.namespace().isEmpty());
            JsonNode template =
                    lookup.get(callContext, namespace, kind.object(namespace.value(), right.name()), SPECIFICATION);
            return rights(callContext, template.path("spec"), namespace);
        } catch (GatewayException e) {
            if (e.problem().reason() != ErrorReason.WORKFLOW_NOT_FOUND) {
                throw e;
            }
            return List.of();
        }
    }

    private List<AccessCheck> rights(CallContext callContext, JsonNode specification, Namespace namespace) {
        return specification.isObject()
                ? documents.requireExisting(specification, callContext.environment(), namespace)
                : List.of();
    }

    /**
     * With a uid the Argo Server searches its archive in every namespace, and checks only the permission of the delegated
     * identity.
     */
    private void requireOfThisNamespace(CallContext callContext, ArgoRequestView request, Namespace namespace) {
        String uid = request.text("uid");
        if (uid.isEmpty() || !callContext.environment().credentialMode().usesServiceAccount()) {
            return;
        }
        JsonNode found = lookup.get(
                callContext,
                namespace,
                ArgoObject.workflow(namespace, request.text("name"), uid),
                ObjectParts.of("metadata", "namespace"));
        if (!found.path("metadata").path("namespace").asText("").equals(namespace.value())) {
            throw new GatewayException(
                    Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "The namespace has no workflow of this name and uid."));
        }
    }
}
