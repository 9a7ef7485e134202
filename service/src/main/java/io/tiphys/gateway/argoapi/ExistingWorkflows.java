package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.AccessCheck;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks at what exists already and is to run, or to be shown. What is to run is held against the rule of accounts, and the
 * caller needs the rights to read what it refers to, as if it were submitted now: it may be older than the environment's
 * rules, or have been made without the gateway. Whether it is well-formed Argo decides, which has taken it once and looks
 * at it again. Thread-safe.
 */
@Singleton
final class ExistingWorkflows {
    private final NamespaceGuard guard;
    private final DocumentCheck documents;
    private final ArgoLookup lookup;

    ExistingWorkflows(NamespaceGuard guard, DocumentCheck documents, ArgoLookup lookup) {
        this.guard = guard;
        this.documents = documents;
        this.lookup = lookup;
    }

    /**
     * Lets a call pass that is about none, or about one that the caller may run or see.
     *
     * @throws GatewayException with WORKFLOW_INVALID, WORKFLOW_NOT_FOUND, a reason of the guard, or of the look-up
     */
    void require(CallContext admission, ArgoRpc rpc, ArgoRequestView request, Namespace namespace) {
        switch (rpc.method()) {
            case "SubmitWorkflow" -> requireSubmittable(admission, request, namespace);
            case "ResubmitWorkflow", "RetryWorkflow" ->
                requireRunnable(admission, namespace, "workflows/" + namespace + "/" + encoded(request.text("name")));
            case "GetWorkflow" -> requireOfThisNamespace(admission, request, namespace);
            default -> {}
        }
    }

    /** The same for one of the archive that is to run again. */
    void requireArchived(CallContext admission, ArgoRequestView request, Namespace namespace) {
        requireRunnable(admission, namespace, "archived-workflows/" + encoded(request.text("uid")));
    }

    private void requireSubmittable(CallContext admission, ArgoRequestView request, Namespace namespace) {
        documents.requireAccount(admission.environment(), namespace, request.text("submitOptions.serviceAccount"));
        for (String field : List.of("submitOptions.labels", "submitOptions.annotations")) {
            DocumentCheck.requireUnreserved(field, request.text(field));
        }
        SubmittedKind kind = SubmittedKind.of(request);
        String name = request.text("resourceName");
        guard.require(admission, namespace, List.of(kind.read(namespace.value(), name)));
        JsonNode spec = lookup.get(admission, namespace, kind.path(namespace.value(), encoded(name)))
                .path("spec");
        require(admission, kind == SubmittedKind.CRON_WORKFLOW ? spec.path("workflowSpec") : spec, namespace);
    }

    private void requireRunnable(CallContext admission, Namespace namespace, String path) {
        require(admission, lookup.get(admission, namespace, path).path("spec"), namespace);
    }

    private void require(CallContext admission, JsonNode specification, Namespace namespace) {
        if (specification.isObject()) {
            List<AccessCheck> rights = documents.requireExisting(specification, admission.environment(), namespace);
            guard.require(admission, namespace, rights);
        }
    }

    /** With a uid the Argo Server looks in its archive whatever the namespace is, and asks for the lent account's right. */
    private void requireOfThisNamespace(CallContext admission, ArgoRequestView request, Namespace namespace) {
        String uid = request.text("uid");
        if (uid.isEmpty() || !admission.environment().credentialMode().usesServiceAccount()) {
            return;
        }
        String path = "workflows/" + namespace + "/" + encoded(request.text("name")) + "?uid=" + encoded(uid);
        JsonNode found = lookup.get(admission, namespace, path);
        if (!found.path("metadata").path("namespace").asText("").equals(namespace.value())) {
            throw new GatewayException(
                    Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "The namespace has no workflow of this name and uid."));
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
