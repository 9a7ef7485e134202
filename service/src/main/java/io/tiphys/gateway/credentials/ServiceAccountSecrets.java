package io.tiphys.gateway.credentials;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port to the service accounts and secrets of a cluster. Implementations are thread-safe. Every method throws
 * {@link io.tiphys.gateway.error.GatewayException} with CREDENTIAL_FORBIDDEN when the gateway's own account may not read,
 * and with CREDENTIAL_UNAVAILABLE when the API server does not answer.
 */
public interface ServiceAccountSecrets {
    /** A service account; empty when it does not exist. */
    Optional<ServiceAccountView> serviceAccount(String environment, String namespace, String name);

    /** A secret; empty when it does not exist. */
    Optional<SecretView> secret(String environment, String namespace, String name);

    /** The secrets of type {@code kubernetes.io/service-account-token} of a namespace, ordered by name. */
    List<SecretView> tokenSecrets(String environment, String namespace);

    /**
     * The relevant parts of a service account.
     *
     * @param secretNames the names under {@code secrets}, in their order
     * @param annotations its annotations
     */
    record ServiceAccountView(List<String> secretNames, Map<String, String> annotations) {}

    /**
     * The relevant parts of a secret.
     *
     * @param name its name
     * @param annotations its annotations
     * @param token the decoded value of its key {@code token}; empty when Kubernetes has not filled it yet
     */
    record SecretView(String name, Map<String, String> annotations, Optional<BearerToken> token) {}
}
