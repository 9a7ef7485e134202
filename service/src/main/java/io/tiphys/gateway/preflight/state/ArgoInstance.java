package io.tiphys.gateway.preflight.state;

import java.util.Objects;
import java.util.Optional;

/**
 * What an Argo Server takes care of.
 *
 * @param managedNamespace the only namespace that it manages; empty for all
 * @param instanceId its instance id; empty when it has none
 */
public record ArgoInstance(Optional<String> managedNamespace, Optional<String> instanceId) {
    public ArgoInstance {
        Objects.requireNonNull(managedNamespace);
        Objects.requireNonNull(instanceId);
    }
}
