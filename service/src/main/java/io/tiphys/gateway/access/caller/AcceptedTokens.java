package io.tiphys.gateway.access.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.credentials.TokenClaims;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens that clusters have accepted, by fingerprint, and the issuers of these tokens. An entry shows that a token is not a
 * guess, but not that the token is still valid: it is reviewed like any other, but in the queue of known tokens. Bounded.
 * Thread-safe.
 */
final class AcceptedTokens {
    private static final long MOST_TOKENS = 50_000;
    private static final long MOST_ISSUERS = 1_000;
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<Key, Boolean> tokens;
    private final Cache<Key, Boolean> issuers =
            Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();

    /** @param what a fingerprint or an issuer */
    private record Key(String environment, String what) {}

    AcceptedTokens(Ticker ticker) {
        tokens = Caffeine.newBuilder()
                .maximumSize(MOST_TOKENS)
                .expireAfterAccess(KEPT)
                .ticker(ticker)
                .build();
    }

    /** The cluster has accepted the token. */
    void accepted(String environment, String fingerprint, Optional<TokenClaims> claims) {
        tokens.put(new Key(environment, fingerprint), true);
        claims.flatMap(TokenClaims::issuer).ifPresent(issuer -> issuers.put(new Key(environment, issuer), true));
    }

    /** The cluster no longer accepts the token. */
    void refused(String environment, String fingerprint) {
        tokens.invalidate(new Key(environment, fingerprint));
    }

    boolean knows(String environment, String fingerprint) {
        return tokens.getIfPresent(new Key(environment, fingerprint)) != null;
    }

    /** Whether the cluster has accepted a token of this issuer. */
    boolean knowsIssuer(String environment, String issuer) {
        return issuers.getIfPresent(new Key(environment, issuer)) != null;
    }
}
