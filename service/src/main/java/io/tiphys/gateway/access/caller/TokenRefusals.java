package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.credentials.TokenClaims;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The refusals of invalid tokens: TOKEN_INVALID, with facts from the token's own claims, and without the token's text. */
final class TokenRefusals {
    /**
     * The clock skew that Kubernetes accepts (k8s.io/kubernetes v1.36, go-jose's leeway), and the same amount for the
     * gateway's clock.
     */
    static final Duration LEEWAY = Duration.ofMinutes(2);

    private TokenRefusals() {}

    /** Whether the token has expired by its own claims, beyond the accepted clock skew. */
    static boolean expired(TokenClaims claims, Instant now) {
        return claims.expiry().filter(end -> end.plus(LEEWAY).isBefore(now)).isPresent();
    }

    /**
     * The refusal of a token that Kubernetes does not accept, or that is not sent to Kubernetes because a refusal is
     * certain.
     */
    static GatewayException ofReview(Optional<TokenClaims> claims, Instant now) {
        if (claims.isEmpty()) {
            return refused(
                    "Kubernetes does not accept the token. It is malformed or incomplete: it cannot be read as a JWT."
                            + " Check that it was copied whole.");
        }
        TokenClaims says = claims.get();
        Optional<Instant> end = says.expiry().filter(expiry -> expiry.isBefore(now));
        if (end.isPresent()) {
            return refused("The token expired at " + end.get() + ". Get a new one.");
        }
        if (isForAnother(says)) {
            return refused(
                    "Kubernetes does not accept the token. It is made for another audience: its claim 'aud' does not name"
                            + " its issuer. Get one for the API server.");
        }
        return refused(
                "Kubernetes does not accept the token. It is revoked, of another cluster, or made for another audience.");
    }

    /** The API server's audience is its issuer, unless the operator sets another (kube-apiserver --api-audiences). */
    private static boolean isForAnother(TokenClaims says) {
        return !says.audiences().isEmpty()
                && says.issuer().filter(says.audiences()::contains).isEmpty();
    }

    /** The refusal of an invalid token. */
    static GatewayException refused(String detail) {
        return new GatewayException(Problem.of(ErrorReason.TOKEN_INVALID, detail));
    }
}
