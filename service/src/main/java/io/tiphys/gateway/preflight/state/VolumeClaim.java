package io.tiphys.gateway.preflight.state;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A volume claim.
 *
 * @param phase Pending, Bound or Lost
 * @param accessModes the access modes: those of the volume once bound, else the requested ones
 * @param storageClass the name of its storage class; empty when there is none
 * @param deleting whether the claim is being deleted
 */
public record VolumeClaim(String phase, Set<String> accessModes, Optional<String> storageClass, boolean deleting) {
    public VolumeClaim {
        Objects.requireNonNull(phase);
        accessModes = Set.copyOf(accessModes);
        Objects.requireNonNull(storageClass);
    }
}
