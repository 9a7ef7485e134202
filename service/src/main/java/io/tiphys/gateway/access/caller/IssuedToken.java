package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.environment.TokenIssuer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The verified claims of a token of an OpenID Connect issuer. Claims are personal data: not for logs.
 *
 * @param issuer the issuer
 * @param expiry the claim {@code exp}
 * @param claims all claims; a claim with the value null is absent
 */
public record IssuedToken(TokenIssuer issuer, Instant expiry, Map<String, Object> claims) {
    public IssuedToken {
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(expiry);
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /** Omits the claims. */
    @Override
    public String toString() {
        return "IssuedToken of " + issuer.id();
    }
}
