package io.tiphys.client.environment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who the caller is in an environment, and what it may do there.
 *
 * @param environment the environment's name
 * @param user the user as Kubernetes reviews it; empty for a token that only the Argo Server can verify
 * @param tokenKind {@code KUBERNETES}, {@code OPENID_CONNECT}, {@code JUPYTERHUB} or {@code ARGO_SINGLE_SIGN_ON}
 * @param issuer the issuer of the token, or the address of the JupyterHub
 * @param expiresAt the end of the token
 * @param groups the groups as Kubernetes reviews them
 * @param serviceAccount the service account that the gateway acts as for the caller
 * @param accountRule the rule that selected the account; empty for the configured account
 * @param namespaces the permissions in the served namespaces, ordered by name
 * @param note a sentence about what is unknown; empty when everything is known
 */
public record CallerIdentity(
        String environment,
        String user,
        String tokenKind,
        Optional<String> issuer,
        Optional<Instant> expiresAt,
        List<String> groups,
        Optional<String> serviceAccount,
        Optional<String> accountRule,
        List<PermittedOperations> namespaces,
        String note) {
    public CallerIdentity {
        groups = List.copyOf(groups);
        namespaces = List.copyOf(namespaces);
    }

    /**
     * What the caller may do in a namespace: {@code submit}, {@code get}, {@code list}, {@code watch}, {@code delete} and {@code
     * logs}, each in one of the lists.
     *
     * @param namespace the namespace
     * @param allowed the operations that a call may use now
     * @param denied the operations that are refused
     * @param undecided the operations without a decision
     */
    public record PermittedOperations(
            String namespace, List<String> allowed, List<String> denied, List<String> undecided) {
        public PermittedOperations {
            allowed = List.copyOf(allowed);
            denied = List.copyOf(denied);
            undecided = List.copyOf(undecided);
        }
    }
}
