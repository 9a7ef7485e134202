package io.tiphys.gateway.witness;

import java.util.List;

/**
 * A service account that calls the gateway, and all that it may do.
 *
 * @param name the account's name
 * @param token its token, without the word Bearer
 * @param grants all of its rights
 */
record Caller(String name, String token, List<Grant> grants) {
    /** Whether the caller's own rights allow this. */
    boolean may(Access access) {
        return grants.stream().anyMatch(grant -> grant.allows(access));
    }

    /** Whether the caller may see an object: any of the three verbs that read shows it. */
    boolean maySee(String group, String resource, String namespace, String name) {
        return List.of("get", "list", "watch").stream()
                .anyMatch(verb -> may(new Access(verb, group, resource, namespace, name)));
    }

    @Override
    public String toString() {
        return name + " who may " + grants;
    }
}
