package io.tiphys.gateway.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Port to the TokenRequest API. Implementations are thread-safe. */
public interface TokenMinter {
    /**
     * Has a token made.
     *
     * @param environment whose cluster
     * @param key for which account and audiences
     * @param lifetime how long it is wanted to live; the API server may shorten or extend it
     * @throws io.tiphys.gateway.error.GatewayException with SERVICE_ACCOUNT_NOT_FOUND, CREDENTIAL_FORBIDDEN or
     *     CREDENTIAL_UNAVAILABLE
     */
    MintedToken mint(String environment, AccountKey key, Duration lifetime);

    /**
     * Which token is wanted.
     *
     * @param namespace the service account's namespace
     * @param serviceAccount its name
     * @param audiences whom the token is for; empty for the API server
     */
    record AccountKey(String namespace, String serviceAccount, List<String> audiences) {
        public AccountKey {
            audiences = List.copyOf(audiences);
        }
    }

    /**
     * A token and when it ends.
     *
     * @param token the token
     * @param expiresAt as the API server says
     */
    record MintedToken(BearerToken token, Instant expiresAt) {}
}
