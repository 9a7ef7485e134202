package io.tiphys.gateway.preflight.state;

import java.util.Objects;
import java.util.Optional;

/**
 * The scope of an Argo Server.
 *
 * @param managedNamespace the only namespace that the server manages; empty for all
 * @param instanceId the instance id of the server; empty when the server has none
 */
public record ArgoInstance(Optional<String> managedNamespace, Optional<String> instanceId) {
    public ArgoInstance {
        Objects.requireNonNull(managedNamespace);
        Objects.requireNonNull(instanceId);
    }
}
