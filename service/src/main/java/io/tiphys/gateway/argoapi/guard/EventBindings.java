package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import io.tiphys.gateway.argoapi.rpc.SubmittedKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the workflows that an event may start. The Argo Server reads all bindings of the namespace with the caller's
 * credential. For each binding whose selector matches, the Argo Server reads the template and creates a workflow from the
 * template (argo-workflows v4.0.5, {@code server/event/dispatch/operation.go}). Only the Argo Server knows which selectors
 * match, so the caller must be allowed to use every binding of the namespace. Thread-safe.
 */
@Singleton
public final class EventBindings {
    private final NamespaceGuard guard;
    private final DocumentCheck documents;
    private final ArgoLookup lookup;

    EventBindings(NamespaceGuard guard, DocumentCheck documents, ArgoLookup lookup) {
        this.guard = guard;
        this.documents = documents;
        this.lookup = lookup;
    }

    /**
     * Requires that the sender of an event may read and run the template of each binding.
     *
     * @throws GatewayException with WORKFLOW_INVALID when a template runs as a service account that the environment does not
     *     allow, or a binding sets a reserved label of the gateway; a reason of the guard, or of the lookup
     */
    void require(CallContext callContext, Namespace namespace) {
        Set<String> known = new HashSet<>();
        for (JsonNode binding : lookup.get(
                        callContext,
                        namespace,
                        ArgoObject.eventBindings(namespace),
                        ObjectParts.of("items", "spec", "submit"))
                .path("items")) {
            JsonNode submit = binding.path("spec").path("submit");
            requireUnreserved(submit.path("metadata").path("labels"));
            requireUnreserved(submit.path("metadata").path("annotations"));
            JsonNode reference = submit.path("workflowTemplateRef");
            String name = reference.path("name").asText("");
            boolean clusterScope = reference.path("clusterScope").asBoolean();
            if (!name.isEmpty() && known.add(clusterScope + "/" + name)) {
                requireTemplate(callContext, namespace, SubmittedKind.ofTemplate(clusterScope), name);
            }
        }
    }

    private static void requireUnreserved(JsonNode metadata) {
        metadata.fieldNames().forEachRemaining(key -> DocumentCheck.requireUnreserved("submit.metadata", key));
    }

    private void requireTemplate(CallContext callContext, Namespace namespace, SubmittedKind kind, String name) {
        guard.require(callContext, namespace, List.of(kind.read(namespace.value(), name)));
        JsonNode specification = template(callContext, namespace, kind.object(namespace.value(), name));
        if (specification.isObject()) {
            List<AccessCheck> rights = documents.requireExisting(specification, callContext.environment(), namespace);
            guard.require(callContext, namespace, rights);
        }
    }

    /** The specification of a template; missing for a template that does not exist, which starts nothing. */
    private JsonNode template(CallContext callContext, Namespace namespace, ArgoObject object) {
        try {
            return lookup.get(callContext, namespace, object, ObjectParts.of("spec"))
                    .path("spec");
        } catch (GatewayException e) {
            if (e.problem().reason() != ErrorReason.WORKFLOW_NOT_FOUND) {
                throw e;
            }
            return MissingNode.getInstance();
        }
    }
}
