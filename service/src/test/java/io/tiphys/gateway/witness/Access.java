package io.tiphys.gateway.witness;

import java.util.Set;

/**
 * A verb on an object, as the API server decides about it.
 *
 * @param group empty for the core group
 * @param resource with its subresource, for example {@code pods/log}
 * @param namespace empty for the whole cluster
 * @param name empty for all objects of the resource
 */
record Access(String verb, String group, String resource, String namespace, String name) {
    private static final Set<String> READING = Set.of("get", "list", "watch");

    /** Whether it changes something. */
    boolean writes() {
        return !READING.contains(verb);
    }

    /** The verb and the resource alone. */
    String kind() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }

    @Override
    public String toString() {
        return kind()
                + (name.isEmpty() ? "" : " '" + name + "'")
                + (namespace.isEmpty() ? " in the whole cluster" : " in '" + namespace + "'");
    }
}
