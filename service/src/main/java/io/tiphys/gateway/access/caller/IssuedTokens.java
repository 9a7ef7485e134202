package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;

/** Port to the public metadata of tokens that a cluster's API server issues. Implementations are thread-safe. */
public interface IssuedTokens {
    /**
     * Determines by the cluster's issuer and keys whether the cluster issued a token. Contacts the cluster only while these
     * are unknown, for a short while at most; never throws.
     *
     * @param claims the claims of the token
     */
    Origin originOf(String environment, BearerToken token, TokenClaims claims);

    /** The origin of a token. */
    enum Origin {
        /** A key of the cluster signed the token: the token is genuine, but may have expired or been revoked. */
        CLUSTER,
        /** The token names the cluster's issuer and one of its keys, but was not signed with that key. */
        FORGED,
        /** Unknown: another issuer, an unknown key, or a cluster that publishes nothing to the gateway. */
        UNDECIDED
    }
}
