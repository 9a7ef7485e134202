package io.tiphys.gateway.access.review;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import java.util.Objects;

/**
 * A missing permission.
 *
 * @param subject the identity that lacks the permission
 * @param check the permission
 */
public record MissingPermission(KubernetesIdentity subject, AccessCheck check) {
    public MissingPermission {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(check);
    }
}
