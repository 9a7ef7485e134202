package io.tiphys.gateway.access.review;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenFingerprints;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Cached access reviews: an allowance is cached for ten seconds, a denial for two, and an undecided review not at all. These
 * are the maximum delays before a revoked or a new permission is noticed. Thread-safe.
 */
@Singleton
public final class CachedAccessReviews {
    /** The cache time of an allowance. */
    static final Duration ALLOWED_KEPT = Duration.ofSeconds(10);

    /** The cache time of a denial. */
    static final Duration DENIED_KEPT = Duration.ofSeconds(2);

    private final AccessReviewer reviewer;
    private final TokenFingerprints fingerprints;
    private final SingleFlightCache<Key, AccessDecision> decisions;

    /** The subject is an identity, or the fingerprint of a token. */
    private record Key(String environment, Object subject, AccessCheck check) {}

    public CachedAccessReviews(AccessReviewer reviewer, TokenFingerprints fingerprints, Ticker ticker) {
        this.reviewer = reviewer;
        this.fingerprints = fingerprints;
        this.decisions = new SingleFlightCache<>(CachedAccessReviews::keptFor, ticker);
    }

    /** Reviews a permission of an identity. */
    public AccessDecision of(String environment, KubernetesIdentity subject, AccessCheck check, Deadline deadline) {
        return decisions.get(
                new Key(environment, subject, check), () -> reviewer.review(environment, subject, check), deadline);
    }

    /** Reviews a permission of a token's owner, with that token. */
    public AccessDecision ofCaller(String environment, BearerToken token, AccessCheck check, Deadline deadline) {
        return decisions.get(
                new Key(environment, fingerprints.of(token), check),
                () -> reviewer.reviewSelf(environment, token, check),
                deadline);
    }

    private static Duration keptFor(AccessDecision decision) {
        return switch (decision) {
            case Allowed() -> ALLOWED_KEPT;
            case Denied ignored -> DENIED_KEPT;
            case Undecided ignored -> Duration.ZERO;
        };
    }
}
