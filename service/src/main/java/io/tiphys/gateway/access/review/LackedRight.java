package io.tiphys.gateway.access.review;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import java.util.Objects;

/**
 * A right that somebody lacks.
 *
 * @param subject who
 * @param check the right
 */
public record LackedRight(KubernetesIdentity subject, AccessCheck check) {
    public LackedRight {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(check);
    }
}
