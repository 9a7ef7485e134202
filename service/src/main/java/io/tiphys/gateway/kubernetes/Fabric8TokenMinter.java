package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialProblems;
import io.tiphys.gateway.credentials.TokenMinter;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Requests tokens from the API server ({@code serviceaccounts/<name>/token}). */
@Singleton
final class Fabric8TokenMinter implements TokenMinter {
    private final Clusters clusters;

    Fabric8TokenMinter(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public MintedToken mint(String environment, AccountKey key, Duration lifetime) {
        try {
            return minted(request(environment, key, lifetime));
        } catch (KubernetesClientException e) {
            if (e.getCode() == KubernetesFailures.NOT_FOUND) {
                throw CredentialProblems.accountNotFound(key.namespace(), key.serviceAccount());
            }
            throw KubernetesFailures.credential(
                    "create serviceaccounts/token for '" + key.serviceAccount() + "' in namespace '" + key.namespace()
                            + "'",
                    "token-request.yaml",
                    e);
        }
    }

    private TokenRequest request(String environment, AccountKey key, Duration lifetime) {
        TokenRequest asked = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(key.audiences())
                .withExpirationSeconds(lifetime.toSeconds())
                .endSpec()
                .build();
        return clusters.of(environment)
                .ask(
                        "create serviceaccounts/token",
                        client -> client.serviceAccounts()
                                .inNamespace(key.namespace())
                                .withName(key.serviceAccount())
                                .tokenRequest(asked));
    }

    /** @throws KubernetesClientException when the response has no token or no expiry */
    static MintedToken minted(TokenRequest answer) {
        try {
            return new MintedToken(
                    BearerToken.of(answer.getStatus().getToken()),
                    OffsetDateTime.parse(answer.getStatus().getExpirationTimestamp())
                            .toInstant());
        } catch (NullPointerException | IllegalArgumentException | DateTimeException e) {
            // The messages of these exceptions do not contain the response, which may be a token.
            throw new KubernetesClientException("the answer has no token with an end");
        }
    }
}
