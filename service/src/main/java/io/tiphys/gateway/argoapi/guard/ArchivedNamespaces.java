package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argoapi.request.HomeNamespace;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the namespace of an archived workflow. A request by uid does not contain the namespace, but permissions apply to a
 * namespace. The gateway therefore first reads the workflow with the environment's credential. A caller without the
 * permissions in that namespace learns nothing about the result. Thread-safe.
 */
@Singleton
final class ArchivedNamespaces {
    private static final Set<ErrorReason> REVEALING = EnumSet.of(
            ErrorReason.NAMESPACE_NOT_MANAGED, ErrorReason.ACCESS_DENIED, ErrorReason.SERVICE_ACCOUNT_USE_DENIED);

    private final NamespaceGuard guard;
    private final ArgoLookup lookup;

    ArchivedNamespaces(NamespaceGuard guard, ArgoLookup lookup) {
        this.guard = guard;
        this.lookup = lookup;
    }

    /**
     * An archived workflow and its namespace.
     *
     * @param namespace its namespace, in which the caller has the permissions
     * @param object the inspected parts of the workflow
     */
    record Archived(Namespace namespace, JsonNode object) {}

    /**
     * Looks a workflow up and requires permissions in its namespace.
     *
     * @param named the namespace that the caller names; an error mentions no other one
     * @param parts the additional parts to read
     * @param rights the permissions that the caller needs in a namespace
     * @throws GatewayException with WORKFLOW_NOT_FOUND when the workflow does not exist or the caller may not know of it;
     *     for a namespace that the caller names, a reason of the guard; a reason of the upstream
     */
    Archived require(
            CallContext callContext,
            String uid,
            Optional<Namespace> named,
            ObjectParts parts,
            Function<Namespace, List<AccessCheck>> rights) {
        named.ifPresent(name -> guard.require(callContext, name, List.of()));
        Namespace home = named.orElseGet(() -> HomeNamespace.of(callContext.environment()));
        guard.requireOutsideNamespaces(callContext, home, List.of());
        JsonNode workflow =
                lookup.get(callContext, home, ArgoObject.archivedWorkflow(uid), parts.and("metadata", "namespace"));
        String text = workflow.path("metadata").path("namespace").asText("");
        if (text.isEmpty()) {
            throw notFound();
        }
        Namespace namespace = new Namespace(text);
        try {
            guard.require(callContext, namespace, rights.apply(namespace));
        } catch (GatewayException e) {
            boolean reveals = REVEALING.contains(e.problem().reason()) && !named.equals(Optional.of(namespace));
            throw reveals ? notFound() : e;
        }
        return new Archived(namespace, workflow);
    }

    private static GatewayException notFound() {
        return new GatewayException(Problem.of(
                ErrorReason.WORKFLOW_NOT_FOUND,
                "The archive has no workflow of this uid that the caller may use. Name its namespace to see which permission is"
                        + " missing."));
    }
}
