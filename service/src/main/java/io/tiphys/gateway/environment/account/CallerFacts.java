package io.tiphys.gateway.environment.account;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The facts about an authenticated caller that account rules use.
 *
 * @param user the user name as Kubernetes reviews it
 * @param groups the groups as Kubernetes reviews them
 * @param claims the claims of the token of an OpenID Connect issuer, without those that are null; empty for other
 *     callers
 */
public record CallerFacts(String user, List<String> groups, Map<String, Object> claims) {
    public CallerFacts {
        groups = List.copyOf(groups);
        claims = claims.entrySet().stream()
                .filter(claim -> claim.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Omits the claims, which are personal data. */
    @Override
    public String toString() {
        return "CallerFacts of " + user;
    }
}
