package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialProblems;
import io.tiphys.gateway.credentials.TokenMinter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Has the API server make tokens ({@code serviceaccounts/<name>/token}). */
@Singleton
final class Fabric8TokenMinter implements TokenMinter {
    private final Clusters clusters;

    Fabric8TokenMinter(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public MintedToken mint(String environment, AccountKey key, Duration lifetime) {
        String right = "create serviceaccounts/token for '" + key.serviceAccount() + "' in namespace '"
                + key.namespace() + "'";
        TokenRequest made = KubernetesFailures.credential(right, () -> request(environment, key, lifetime));
        return new MintedToken(
                BearerToken.of(made.getStatus().getToken()),
                OffsetDateTime.parse(made.getStatus().getExpirationTimestamp()).toInstant());
    }

    private TokenRequest request(String environment, AccountKey key, Duration lifetime) {
        TokenRequest asked = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(key.audiences())
                .withExpirationSeconds(lifetime.toSeconds())
                .endSpec()
                .build();
        try {
            return clusters.of(environment)
                    .client()
                    .serviceAccounts()
                    .inNamespace(key.namespace())
                    .withName(key.serviceAccount())
                    .tokenRequest(asked);
        } catch (KubernetesClientException e) {
            throw e.getCode() == KubernetesFailures.NOT_FOUND
                    ? CredentialProblems.accountNotFound(key.namespace(), key.serviceAccount())
                    : e;
        }
    }
}
