package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;

/** Port to what a cluster publishes of the tokens that its API server issues. Implementations are thread-safe. */
public interface IssuedTokens {
    /**
     * Whether a token is one of them, by the cluster's own issuer and keys. Asks the cluster only when it does not know these
     * yet, for a short while at most; never throws.
     *
     * @param claims what the token says
     */
    Origin originOf(String environment, BearerToken token, TokenClaims claims);

    /** Where a token comes from. */
    enum Origin {
        /** Its signature is by a key of the cluster: it is not made up, though it may have expired or been revoked. */
        CLUSTER,
        /** It names the cluster's issuer and one of its keys, and the signature is not by that key. */
        FORGED,
        /** It cannot be told: another issuer, an unknown key, or a cluster that publishes nothing to the gateway. */
        UNDECIDED
    }
}
