package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.TokenIssuer;
import java.util.Map;

/**
 * Port to the keys of OpenID Connect issuers: verifies the signature of a token, but not what its claims say. Never sends a
 * token anywhere. Implementations are thread-safe.
 */
public interface TokenVerifier {
    /**
     * Verifies a signature with the known keys of an issuer, which are read on first use.
     *
     * @throws io.tiphys.gateway.error.GatewayException with ISSUER_UNAVAILABLE when the keys were never read
     */
    Verification verify(TokenIssuer issuer, BearerToken token);

    /**
     * Verifies a signature after a new reading of the issuer's keys, for a token with an unknown key. Waits a few seconds at
     * most.
     *
     * @throws io.tiphys.gateway.error.GatewayException with ISSUER_UNAVAILABLE when the keys cannot be read, or not yet again
     */
    Verification verifyWithNewKeys(TokenIssuer issuer, BearerToken token);

    /** The result of a verification. */
    sealed interface Verification {}

    /**
     * The issuer signed the token.
     *
     * @param claims the claims, with {@code java.util.Date} for {@code exp}, {@code nbf} and {@code iat}, and a list for
     *     {@code aud}
     */
    record Genuine(Map<String, Object> claims) implements Verification {}

    /**
     * The issuer did not sign the token.
     *
     * @param why a sentence that the caller may see
     */
    record Forged(String why) implements Verification {}

    /** The token names a key that is not among the known keys. */
    record UnknownKey() implements Verification {}
}
