package io.tiphys.gateway.access.review;

import java.util.Objects;

/**
 * One permission: a verb on a resource (Kubernetes authorization.k8s.io/v1 ResourceAttributes).
 *
 * @param verb for example {@code create}
 * @param group the API group; empty for the core group
 * @param resource the plural, for example {@code workflows}
 * @param subresource for example {@code log}; empty for none
 * @param namespace the namespace; empty for cluster scope
 * @param name the object's name; empty for all
 */
public record AccessCheck(
        String verb, String group, String resource, String subresource, String namespace, String name) {
    public AccessCheck {
        Objects.requireNonNull(verb);
        Objects.requireNonNull(group);
        Objects.requireNonNull(resource);
        Objects.requireNonNull(subresource);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
    }

    /** The resource in RBAC notation, for example {@code pods/log}. */
    public String qualifiedResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** A phrase for messages, for example {@code get secrets 'key' in namespace 'science'}. */
    public String description() {
        String object = name.isEmpty() ? "" : " '" + name + "'";
        String place = namespace.isEmpty() ? " in the whole cluster" : " in namespace '" + namespace + "'";
        return verb + " " + qualifiedResource() + object + place;
    }
}
