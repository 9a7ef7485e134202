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
 * Access reviews with a memory: an allowance is kept for ten seconds, a denial for two, what could not be decided not at
 * all. So late is a withdrawn right noticed, and so soon a granted one. Thread-safe.
 */
@Singleton
public final class CachedAccessReviews {
    /** How long an allowance is kept. */
    static final Duration ALLOWED_KEPT = Duration.ofSeconds(10);

    /** How long a denial is kept. */
    static final Duration DENIED_KEPT = Duration.ofSeconds(2);

    private final AccessReviewer reviewer;
    private final TokenFingerprints fingerprints;
    private final SingleFlightCache<Key, AccessDecision> decisions;

    /** The subject is an identity, or the fingerprint of a token that speaks for itself. */
    private record Key(String environment, Object subject, AccessCheck check) {}

    public CachedAccessReviews(AccessReviewer reviewer, TokenFingerprints fingerprints, Ticker ticker) {
        this.reviewer = reviewer;
        this.fingerprints = fingerprints;
        this.decisions = new SingleFlightCache<>(CachedAccessReviews::keptFor, ticker);
    }

    /** What an identity may do. */
    public AccessDecision of(String environment, KubernetesIdentity subject, AccessCheck check, Deadline deadline) {
        return decisions.get(
                new Key(environment, subject, check), () -> reviewer.review(environment, subject, check), deadline);
    }

    /** What the holder of a token may do, asked with that token. */
    public AccessDecision ofHolder(String environment, BearerToken token, AccessCheck check, Deadline deadline) {
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
