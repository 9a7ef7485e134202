package io.tiphys.gateway.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Port to the TokenRequest API. Implementations are thread-safe. */
public interface TokenMinter {
    /**
     * Requests a token.
     *
     * @param environment the environment of the cluster
     * @param key the account and audiences
     * @param lifetime the requested lifetime; the API server may shorten or extend it
     * @throws io.tiphys.gateway.error.GatewayException with SERVICE_ACCOUNT_NOT_FOUND, CREDENTIAL_FORBIDDEN or
     *     CREDENTIAL_UNAVAILABLE
     */
    MintedToken mint(String environment, AccountKey key, Duration lifetime);

    /**
     * The account and audiences of a token.
     *
     * @param namespace the service account's namespace
     * @param serviceAccount its name
     * @param audiences the audiences of the token; empty for the API server
     */
    record AccountKey(String namespace, String serviceAccount, List<String> audiences) {
        public AccountKey {
            audiences = List.copyOf(audiences);
        }
    }

    /**
     * A token and its expiry.
     *
     * @param token the token
     * @param expiresAt the expiry from the API server
     */
    record MintedToken(BearerToken token, Instant expiresAt) {}
}
