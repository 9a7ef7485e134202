package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.environment.TokenIssuer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The verified claims of a token of an OpenID Connect issuer. Claims are personal data: not for logs.
 *
 * @param issuer the issuer
 * @param expiry the claim {@code exp}
 * @param claims all claims; a claim with the value null is absent
 */
public record IssuedToken(TokenIssuer issuer, Instant expiry, Map<String, Object> claims) implements GatewayToken {
    public IssuedToken {
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(expiry);
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    /**
     * The groups as the token names them, without a prefix; none when the issuer has no claim for groups or the token has none. Empty
     * when the claim is not a list of texts.
     */
    public Optional<List<String>> groups() {
        Object named = issuer.groups().map(read -> claims.get(read.claim())).orElse(null);
        if (named == null) {
            return Optional.of(List.of());
        }
        return named instanceof List<?> all && all.stream().allMatch(String.class::isInstance)
                ? Optional.of(all.stream().map(String.class::cast).toList())
                : Optional.empty();
    }

    /** Omits the claims. */
    @Override
    public String toString() {
        return "IssuedToken of " + issuer.id();
    }
}
