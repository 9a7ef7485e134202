package io.tiphys.client.workflow;

/**
 * A missing permission.
 *
 * @param user the Kubernetes user that lacks the permission
 * @param verb for example {@code get}
 * @param group the API group; empty for the core group
 * @param resource the plural, with a subresource after a slash
 * @param namespace the namespace; empty for the whole cluster
 * @param name the object's name; empty for all
 */
public record MissingPermission(
        String user, String verb, String group, String resource, String namespace, String name) {}
