package io.tiphys.gateway.environment;

import java.util.Collection;
import java.util.Set;

/**
 * The callers whom an environment's rule lets use the rights that the gateway lends. All others need the right to
 * {@code impersonate} the service account.
 *
 * @param users user names as Kubernetes knows them, for example {@code system:serviceaccount:science:notebook}
 * @param groups group names as Kubernetes knows them
 */
public record AccountUsers(Set<String> users, Set<String> groups) {
    public AccountUsers {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
    }

    /** Whether the rule names this user or one of the groups. */
    public boolean names(String user, Collection<String> memberOf) {
        return users.contains(user) || memberOf.stream().anyMatch(groups::contains);
    }
}
