package io.tiphys.gateway.preflight.state;

import java.util.Objects;

/**
 * A kind that a cluster serves.
 *
 * @param resource its plural, as in RBAC
 * @param namespaced whether its objects belong to a namespace
 */
public record ServedKind(String resource, boolean namespaced) {
    public ServedKind {
        Objects.requireNonNull(resource);
    }
}
