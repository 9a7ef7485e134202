package io.tiphys.gateway.argoapi.guard;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.request.HomeNamespace;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import io.tiphys.gateway.argoapi.rpc.Right;
import io.tiphys.gateway.argoapi.rpc.Scope;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.WorkflowManifest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a call of a remote procedure is allowed: its namespace, the permissions it needs there, and the workflows
 * it creates or runs. The steps and their order are those of the gateway's own API. Thread-safe.
 */
@Singleton
public final class ProcedureGuard {
    private static final String BY_NAMESPACE = "metadata.namespace=";

    private final NamespaceGuard guard;
    private final DocumentCheck documents;
    private final ExistingWorkflows existing;
    private final ArchivedNamespaces archive;

    ProcedureGuard(
            NamespaceGuard guard, DocumentCheck documents, ExistingWorkflows existing, ArchivedNamespaces archive) {
        this.guard = guard;
        this.documents = documents;
        this.existing = existing;
        this.archive = archive;
    }

    /**
     * Requires that a call is allowed.
     *
     * @return the namespace of the service account that makes the call, and the parsed document
     * @throws GatewayException with a reason of the guard, of the document, or of a lookup; REQUEST_INVALID when the request
     *     must name a namespace and names none
     */
    public Passed require(ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        return switch (rpc.scope()) {
            case SERVER -> Passed.without(ofServer(callContext));
            case EVERYWHERE -> Passed.without(everywhere(callContext, rpc, request));
            case CLUSTER -> Passed.without(outsideNamespaces(callContext, rpc, request));
            case ARCHIVED -> Passed.without(archived(call, callContext, rpc, request));
            case NAMESPACE -> inNamespace(call, callContext, rpc, request);
        };
    }

    /**
     * An allowed call.
     *
     * @param home the namespace of the service account that makes the call
     * @param document the document of a call that works in one namespace
     */
    public record Passed(Namespace home, Optional<WorkflowManifest> document) {
        private static Passed without(Namespace home) {
            return new Passed(home, Optional.empty());
        }
    }

    /**
     * The checks that need no body of an HTTP request: whether the caller may use the service account, and has the
     * permissions that do not depend on the body. {@link #require} repeats all checks with the body; reviews are cached.
     *
     * @param variables of the path
     * @throws GatewayException with a reason of the guard
     */
    public void requireBeforeBody(CallContext callContext, ArgoRpc rpc, Map<String, String> variables) {
        String named = variables.getOrDefault("namespace", "");
        List<Right> rights = UnreadBody.rightsWithoutIt(rpc, variables);
        if (rpc.scope() == Scope.NAMESPACE && !named.isEmpty()) {
            guard.require(callContext, new Namespace(named), checks(rights, named));
        } else if (rpc.scope() == Scope.CLUSTER) {
            guard.requireOutsideNamespaces(
                    callContext, HomeNamespace.of(callContext.environment()), checks(rights, ""));
        }
    }

    /**
     * The call needs no permission, because an Argo Server answers everybody. Any service account that the caller may use is
     * therefore sufficient. Environments that use a service account never forward the caller's own token.
     */
    private Namespace ofServer(CallContext callContext) {
        List<Namespace> candidates = HomeNamespace.candidates(callContext.environment());
        for (Namespace candidate : candidates.subList(0, candidates.size() - 1)) {
            try {
                guard.requireOutsideNamespaces(callContext, candidate, List.of());
                return candidate;
            } catch (GatewayException e) {
                if (e.problem().reason() != ErrorReason.SERVICE_ACCOUNT_USE_DENIED) {
                    throw e;
                }
            }
        }
        guard.requireOutsideNamespaces(callContext, candidates.getLast(), List.of());
        return candidates.getLast();
    }

    /**
     * With its own token a caller gets the Argo Server's public response. A delegated identity requires that the caller may
     * see all namespaces, because the gateway may be the caller's only access to the Argo Server.
     */
    private Namespace everywhere(CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        Namespace home = HomeNamespace.of(callContext.environment());
        if (callContext.environment().credentialMode().usesServiceAccount()) {
            guard.requireInAllNamespaces(callContext, home, checks(rpc.rights().apply(request), ""));
        } else {
            guard.requireOutsideNamespaces(callContext, home, List.of());
        }
        return home;
    }

    private Namespace outsideNamespaces(CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        Namespace home = HomeNamespace.of(callContext.environment());
        List<AccessCheck> rights = checks(rpc.rights().apply(request), "");
        Optional<WorkflowManifest> manifest = rpc.document().map(document -> documents.read(request, document));
        manifest.ifPresent(document -> rights.addAll(DocumentCheck.rightsOf(document, home)));
        guard.requireOutsideNamespaces(callContext, home, rights);
        requireValid(callContext, rpc, manifest, home);
        return home;
    }

    private Passed inNamespace(ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        String named = namespace(rpc, request);
        call.namespace(named);
        List<AccessCheck> rights = checks(rpc.rights().apply(request), named);
        if (named.isEmpty()) {
            requireOnlyReading(rpc);
            Namespace home = HomeNamespace.of(callContext.environment());
            guard.requireInAllNamespaces(callContext, home, rights);
            return Passed.without(home);
        }
        Namespace namespace = new Namespace(named);
        Optional<WorkflowManifest> manifest = rpc.document().map(document -> documents.read(request, document));
        manifest.ifPresent(document -> rights.addAll(DocumentCheck.rightsOf(document, namespace)));
        guard.require(callContext, namespace, rights);
        requireValid(callContext, rpc, manifest, namespace);
        existing.require(callContext, rpc, request, namespace);
        return new Passed(namespace, manifest);
    }

    /** A change applies to one namespace, and a document is checked against the rules of one namespace. */
    private static void requireOnlyReading(ArgoRpc rpc) {
        if (rpc.effect() == Effect.CHANGE || rpc.document().isPresent()) {
            throw new GatewayException(Problem.of(
                            ErrorReason.REQUEST_INVALID,
                            "The request must name a namespace: only reads can cover all namespaces.")
                    .withViolations(List.of(Violation.ofParameter(
                            "namespace-missing", "namespace", "The request names no namespace."))));
        }
    }

    private void requireValid(
            CallContext callContext, ArgoRpc rpc, Optional<WorkflowManifest> manifest, Namespace namespace) {
        manifest.ifPresent(read -> documents.require(read, rpc, callContext.environment(), namespace));
    }

    private Namespace archived(ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        requireUidAlone(request);
        Optional<Namespace> named = Optional.of(request.text("namespace"))
                .filter(name -> !name.isEmpty())
                .map(Namespace::new);
        if (named.isEmpty() && rpc.runsAgain()) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "The field 'namespace' must name the namespace in which the archived workflow runs again."));
        }
        Namespace namespace = archive.require(
                        callContext,
                        request.text("uid"),
                        named,
                        ObjectParts.of("metadata", "namespace"),
                        one -> checks(rpc.rights().apply(request), one.value()))
                .namespace();
        call.namespace(namespace.value());
        if (rpc.runsAgain()) {
            Namespace target = named.orElse(namespace);
            requireReachable(callContext, rpc, request, namespace, target);
            existing.requireArchived(callContext, rpc, request, target);
            return target;
        }
        return namespace;
    }

    /** Argo 4.1 prefers a name to the uid (argo-workflows v4.1.2), Argo 4.0 reads the uid alone. */
    private static void requireUidAlone(ArgoRequestView request) {
        if (request.text("uid").isEmpty()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The request must name an archived workflow by its uid."));
        }
        if (request.has("name")) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "The field 'name' is not allowed beside 'uid', because Argo releases differ in which one they use."
                            + " Name the archived workflow by its uid only."));
        }
    }

    /** The call works in the namespace that the request names. A delegated identity acts only in its own namespace. */
    private void requireReachable(
            CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Namespace archived, Namespace target) {
        if (target.equals(archived)) {
            return;
        }
        if (callContext.environment().credentialMode().usesServiceAccount()) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "The archived workflow is of the namespace '" + archived + "', where alone it can run again."));
        }
        guard.require(callContext, target, checks(rpc.rights().apply(request), target.value()));
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
}
