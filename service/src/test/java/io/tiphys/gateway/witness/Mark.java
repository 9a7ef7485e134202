package io.tiphys.gateway.witness;

/**
 * A text that is planted in one object, and that only those who may see the object may be shown.
 *
 * @param text the text
 * @param group the object's API group
 * @param resource its resource; {@code pods/log} for what a pod wrote
 * @param namespace empty when it is in none
 * @param name its name
 */
record Mark(String text, String group, String resource, String namespace, String name) {
    /** Whether the caller may be shown it. */
    boolean isFor(Caller caller) {
        return caller.maySee(group, resource, namespace, name);
    }

    /** Whether it was planted in the very object that was accessed. */
    boolean isOf(Access access) {
        return access.group().equals(group)
                && access.resource().equals(resource)
                && access.namespace().equals(namespace)
                && access.name().equals(name);
    }
}
