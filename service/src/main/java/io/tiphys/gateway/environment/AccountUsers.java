package io.tiphys.gateway.environment;

import java.util.Collection;
import java.util.Set;

/**
 * The callers that an environment permits to use the gateway's delegated identity. All other callers need the permission to
 * {@code impersonate} the service account.
 *
 * @param users user names as in Kubernetes, for example {@code system:serviceaccount:science:notebook}
 * @param groups group names as in Kubernetes
 */
public record AccountUsers(Set<String> users, Set<String> groups) {
    public AccountUsers {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
    }

    /** Whether the rule contains this user or one of the groups. */
    public boolean names(String user, Collection<String> memberOf) {
        return users.contains(user) || memberOf.stream().anyMatch(groups::contains);
    }
}
