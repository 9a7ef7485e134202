package io.tiphys.gateway.witness;

import java.util.Set;

/**
 * Verbs on a resource that a role allows.
 *
 * @param namespace empty for a cluster role: it holds in every namespace and outside of them
 * @param resource with its subresource
 * @param name the one object that is meant; empty for all
 */
record Grant(String namespace, String group, String resource, String name, Set<String> verbs) {
    /** Whether Kubernetes' role-based access control allows it by this grant alone. */
    boolean allows(Access access) {
        return (namespace.isEmpty() || namespace.equals(access.namespace()))
                && group.equals(access.group())
                && resource.equals(access.resource())
                && verbs.contains(access.verb())
                && (name.isEmpty() || name.equals(access.name()));
    }

    /** The rule of a role that says the same. */
    String rule() {
        return "{apiGroups: ['%s'], resources: ['%s'], verbs: [%s]%s}"
                .formatted(
                        group,
                        resource,
                        String.join(", ", verbs),
                        name.isEmpty() ? "" : ", resourceNames: ['" + name + "']");
    }
}
