package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.guard.ArchivedNamespaces.Archived;
import io.tiphys.gateway.argoapi.route.ArtifactLocation;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether an artifact call is allowed. A caller needs the permissions that the Argo Server uses for the call: on the
 * workflow, and on the secrets and config maps with the credentials of its store. With the caller's own token the Argo
 * Server itself checks the latter. Thread-safe.
 */
@Singleton
public final class ArtifactGuard {
    private final NamespaceGuard guard;
    private final ArchivedNamespaces archive;
    private final ArgoLookup lookup;

    ArtifactGuard(NamespaceGuard guard, ArchivedNamespaces archive, ArgoLookup lookup) {
        this.guard = guard;
        this.archive = archive;
        this.lookup = lookup;
    }

    /**
     * Requires that the call is allowed.
     *
     * @return the namespace of the service account that makes the call
     * @throws GatewayException with a reason of the guard, or of a lookup
     */
    public Namespace require(ArgoApiCall call, CallContext callContext, Target.Artifact artifact) {
        ArtifactLocation place = artifact.place();
        boolean delegates = callContext.environment().credentialMode().usesServiceAccount();
        if (!place.archivedUid().isEmpty()) {
            Optional<Namespace> named = Optional.of(place.namespace())
                    .filter(name -> !name.isEmpty())
                    .map(Namespace::new);
            Archived archived = archive.require(
                    callContext,
                    place.archivedUid(),
                    named,
                    ArtifactCredentials.parts(place),
                    namespace -> checks(artifact, namespace));
            call.namespace(archived.namespace().value());
            if (delegates) {
                requireCredentials(callContext, archived.namespace(), archived.object(), place);
            }
            return archived.namespace();
        }
        Namespace namespace = new Namespace(place.namespace());
        call.namespace(namespace.value());
        guard.require(callContext, namespace, checks(artifact, namespace));
        if (delegates && place.workflow().isEmpty()) {
            guard.require(callContext, namespace, ArtifactCredentials.allRights(namespace.value()));
        } else if (delegates) {
            JsonNode workflow = lookup.get(
                    callContext,
                    namespace,
                    ArgoObject.workflow(namespace, place.workflow()),
                    ArtifactCredentials.parts(place));
            requireCredentials(callContext, namespace, workflow, place);
        }
        return namespace;
    }

    private void requireCredentials(
            CallContext callContext, Namespace namespace, JsonNode workflow, ArtifactLocation place) {
        List<AccessCheck> rights = ArtifactCredentials.rights(workflow, namespace.value(), place);
        guard.require(callContext, namespace, rights);
    }

    private static List<AccessCheck> checks(Target.Artifact artifact, Namespace namespace) {
        return artifact.rights().stream()
                .map(right -> right.in(namespace.value()))
                .toList();
    }
}
