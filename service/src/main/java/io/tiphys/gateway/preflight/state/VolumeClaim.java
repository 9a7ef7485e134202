package io.tiphys.gateway.preflight.state;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A volume claim.
 *
 * @param phase Pending, Bound or Lost
 * @param accessModes the modes that it has: those of its volume once it is bound, else those that it asks for
 * @param storageClass the name of its storage class; empty when it has none
 * @param deleting whether it is being deleted
 */
public record VolumeClaim(String phase, Set<String> accessModes, Optional<String> storageClass, boolean deleting) {
    public VolumeClaim {
        Objects.requireNonNull(phase);
        accessModes = Set.copyOf(accessModes);
        Objects.requireNonNull(storageClass);
    }
}
