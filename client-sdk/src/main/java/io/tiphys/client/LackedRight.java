package io.tiphys.client;

/**
 * A right that somebody lacks.
 *
 * @param user who, as Kubernetes names it
 * @param verb for example {@code get}
 * @param group the API group; empty for the core group
 * @param resource the plural, with a subresource behind a slash
 * @param namespace the namespace; empty for the whole cluster
 * @param name the object's name; empty for all
 */
public record LackedRight(String user, String verb, String group, String resource, String namespace, String name) {}
