package io.tiphys.gateway.whoami;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The report about a caller in an environment.
 *
 * @param environment the environment's name
 * @param user the user as Kubernetes reviews it; empty for a token that only the Argo Server can verify
 * @param tokenKind the kind of the token
 * @param issuer the claim {@code iss} of the token
 * @param expiresAt the end of the token
 * @param groups the groups as Kubernetes reviews them
 * @param serviceAccount the service account that the gateway acts as for the caller
 * @param accountRule the id of the rule that selected the account; empty for the configured account
 * @param namespaces the permissions in the served namespaces, ordered by name
 * @param note a sentence about what is unknown; empty when everything is known
 */
public record CallerReport(
        String environment,
        String user,
        TokenKind tokenKind,
        Optional<String> issuer,
        Optional<Instant> expiresAt,
        List<String> groups,
        Optional<String> serviceAccount,
        Optional<String> accountRule,
        List<NamespacePermissions> namespaces,
        String note) {
    public CallerReport {
        groups = List.copyOf(groups);
        namespaces = List.copyOf(namespaces);
    }
}
