package io.tiphys.gateway.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.AccessCheck;
import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.WorkflowManifest;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a call of a remote procedure may pass: where it works, which rights it needs there, and whether what it
 * creates or runs may be run. The same steps in the same order as for the gateway's own API. Thread-safe.
 */
@Singleton
final class ProcedureGuard {
    private static final String BY_NAMESPACE = "metadata.namespace=";

    private final NamespaceGuard guard;
    private final DocumentCheck documents;
    private final ArchivedNamespaces archive;
    private final ArgoLookup lookup;

    ProcedureGuard(NamespaceGuard guard, DocumentCheck documents, ArchivedNamespaces archive, ArgoLookup lookup) {
        this.guard = guard;
        this.documents = documents;
        this.archive = archive;
        this.lookup = lookup;
    }

    /**
     * Lets a call pass or throws.
     *
     * @return the namespace whose account makes the call
     * @throws GatewayException with a reason of the guard, of the document, or of a look-up
     */
    Namespace require(FaceCall call, Admission admission, ArgoRpc rpc, ArgoRequestView request) {
        return switch (rpc.scope()) {
            case SERVER -> {
                Namespace home = HomeNamespace.of(admission.environment());
                guard.requireOutsideNamespaces(admission, home, List.of());
                yield home;
            }
            case CLUSTER -> outsideNamespaces(admission, rpc, request);
            case ARCHIVED -> archived(call, admission, rpc, request);
            case NAMESPACE -> inNamespace(call, admission, rpc, request);
        };
    }

    private Namespace outsideNamespaces(Admission admission, ArgoRpc rpc, ArgoRequestView request) {
        Namespace home = HomeNamespace.of(admission.environment());
        List<AccessCheck> rights = checks(rpc.rights().apply(request), "");
        Optional<WorkflowManifest> manifest = rpc.document().map(document -> documents.read(request, document));
        manifest.ifPresent(document -> rights.addAll(DocumentCheck.rightsOf(document, home)));
        guard.requireOutsideNamespaces(admission, home, rights);
        requireValid(admission, rpc, manifest, home);
        return home;
    }

    private Namespace inNamespace(FaceCall call, Admission admission, ArgoRpc rpc, ArgoRequestView request) {
        String named = namespace(rpc, request);
        call.namespace(named);
        List<AccessCheck> rights = checks(rpc.rights().apply(request), named);
        if (named.isEmpty()) {
            Namespace home = HomeNamespace.of(admission.environment());
            guard.requireInAllNamespaces(admission, home, rights);
            return home;
        }
        Namespace namespace = new Namespace(named);
        Optional<WorkflowManifest> manifest = rpc.document().map(document -> documents.read(request, document));
        manifest.ifPresent(document -> rights.addAll(DocumentCheck.rightsOf(document, namespace)));
        guard.require(admission, namespace, rights);
        requireValid(admission, rpc, manifest, namespace);
        requireRunnable(admission, rpc, request, namespace);
        return namespace;
    }

    private void requireValid(
            Admission admission, ArgoRpc rpc, Optional<WorkflowManifest> manifest, Namespace namespace) {
        manifest.ifPresent(
                read -> documents.require(read, rpc.document().orElseThrow(), admission.environment(), namespace));
    }

    /** What exists and is to run, is held against the rule of accounts, as if it were submitted now. */
    private void requireRunnable(Admission admission, ArgoRpc rpc, ArgoRequestView request, Namespace namespace) {
        switch (rpc.method()) {
            case "SubmitWorkflow" -> requireSubmittable(admission, request, namespace);
            case "ResubmitWorkflow", "RetryWorkflow" -> {
                JsonNode existing = lookup.get(
                        admission, namespace, "workflows/" + namespace + "/" + encoded(request.text("name")));
                requireExisting(admission, existing.path("spec"), namespace);
            }
            case "GetWorkflow" -> requireOfThisNamespace(admission, request, namespace);
            default -> {}
        }
    }

    /** With a uid the Argo Server looks in its archive whatever the namespace is, and asks for the lent account's right. */
    private void requireOfThisNamespace(Admission admission, ArgoRequestView request, Namespace namespace) {
        String uid = request.text("uid");
        if (uid.isEmpty() || !admission.environment().credentialMode().lendsRights()) {
            return;
        }
        String path = "workflows/" + namespace + "/" + encoded(request.text("name")) + "?uid=" + encoded(uid);
        JsonNode found = lookup.get(admission, namespace, path);
        if (!found.path("metadata").path("namespace").asText("").equals(namespace.value())) {
            throw new GatewayException(
                    Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "The namespace has no workflow of this name and uid."));
        }
    }

    private void requireSubmittable(Admission admission, ArgoRequestView request, Namespace namespace) {
        SubmissionEnvironment environment = admission.environment();
        documents.requireAccount(environment, namespace, request.text("submitOptions.serviceAccount"));
        SubmittedKind kind = SubmittedKind.of(request);
        String name = request.text("resourceName");
        AccessCheck read = kind.read(namespace.value(), name);
        guard.require(admission, namespace, List.of(read));
        JsonNode spec = lookup.get(admission, namespace, kind.path(namespace.value(), encoded(name)))
                .path("spec");
        requireExisting(admission, kind == SubmittedKind.CRON_WORKFLOW ? spec.path("workflowSpec") : spec, namespace);
    }

    private void requireExisting(Admission admission, JsonNode specification, Namespace namespace) {
        if (specification.isObject()) {
            List<AccessCheck> rights = documents.requireExisting(specification, admission.environment(), namespace);
            guard.require(admission, namespace, rights);
        }
    }

    private Namespace archived(FaceCall call, Admission admission, ArgoRpc rpc, ArgoRequestView request) {
        String uid = request.text("uid");
        String named = request.text("namespace");
        if (uid.isEmpty()) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID, "The request has to name an archived workflow by its uid."));
        }
        Namespace home = named.isEmpty() ? HomeNamespace.of(admission.environment()) : new Namespace(named);
        guard.requireOutsideNamespaces(admission, home, List.of());
        Namespace namespace = archive.of(admission, home, uid);
        call.namespace(namespace.value());
        guard.require(admission, namespace, checks(rpc.rights().apply(request), namespace.value()));
        return namespace;
    }

    private static String namespace(ArgoRpc rpc, ArgoRequestView request) {
        String named = request.text("namespace");
        if (!named.isEmpty() || !rpc.method().equals("ListArchivedWorkflows")) {
            return named;
        }
        for (String selector : request.text("listOptions.fieldSelector").split(",", -1)) {
            if (selector.startsWith(BY_NAMESPACE)) {
                return selector.substring(BY_NAMESPACE.length());
            }
        }
        return "";
    }

    private static List<AccessCheck> checks(List<Right> rights, String namespace) {
        List<AccessCheck> checks = new ArrayList<>();
        rights.forEach(right -> checks.add(right.in(namespace)));
        return checks;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
