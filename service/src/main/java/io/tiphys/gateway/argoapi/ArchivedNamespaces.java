package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * In which namespace an archived workflow is. Whoever asks for it by its uid does not say, and rights are rights in a
 * namespace: so the Argo Server is asked first, with the environment's credential, and nothing of its answer but the
 * namespace is used. Thread-safe.
 */
@Singleton
final class ArchivedNamespaces {
    private final ArgoLookup lookup;

    ArchivedNamespaces(ArgoLookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Looks a workflow's namespace up.
     *
     * @param home the namespace of the account that is used for it
     * @throws GatewayException with WORKFLOW_NOT_FOUND, or a reason of the upstream
     */
    Namespace of(CallContext admission, Namespace home, String uid) {
        JsonNode workflow =
                lookup.get(admission, home, "archived-workflows/" + URLEncoder.encode(uid, StandardCharsets.UTF_8));
        String namespace = workflow.path("metadata").path("namespace").asText("");
        if (namespace.isEmpty()) {
            throw new GatewayException(
                    Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "The archive has no workflow of this uid."));
        }
        return new Namespace(namespace);
    }
}
