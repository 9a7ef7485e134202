package io.tiphys.gateway.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.Caller.ArgoIdentity;
import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.TokenReviewer.Authenticated;
import io.tiphys.gateway.access.TokenReviewer.Review;
import io.tiphys.gateway.access.TokenReviewer.Unauthenticated;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenExpiry;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Establishes who calls. A Kubernetes token is reviewed by the environment's cluster; the answer is kept for ten seconds
 * at most and never longer than the token lives, under an HMAC of the token. An Argo single sign-on token can only be
 * passed on, so it is taken in direct mode alone. Thread-safe.
 */
@Singleton
public final class CallerAuthenticator {
    /** How long a review that names a user is kept: so late is a revoked token noticed. */
    static final Duration KNOWN_KEPT = Duration.ofSeconds(10);

    /** How long a review that names nobody is kept: it spares Kubernetes from repeated guesses. */
    static final Duration UNKNOWN_KEPT = Duration.ofSeconds(2);

    private static final String SCHEME = "Bearer";

    private final TokenReviewer reviewer;
    private final TokenFingerprints fingerprints;
    private final Clock clock;
    private final SingleFlightCache<Key, Dated> reviews;

    private record Key(String environment, String tokenFingerprint) {}

    private record Dated(Review review, Duration keptFor) {}

    public CallerAuthenticator(TokenReviewer reviewer, TokenFingerprints fingerprints, Clock clock, Ticker ticker) {
        this.reviewer = reviewer;
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.reviews = new SingleFlightCache<>(Dated::keptFor, ticker);
    }

    /**
     * Reads the token out of an authorization header.
     *
     * @throws GatewayException with CALLER_UNKNOWN when there is none, TOKEN_KIND_UNSUPPORTED for another scheme, and
     *     TOKEN_INVALID for what cannot be a token
     */
    public static BearerToken token(Optional<String> authorization) {
        String header = authorization.map(String::strip).orElse("");
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        if (header.isEmpty() || header.equalsIgnoreCase(SCHEME)) {
            throw refused(ErrorReason.CALLER_UNKNOWN, "The call carries no token.");
        }
        if (!scheme.equalsIgnoreCase(SCHEME)) {
            throw refused(
                    ErrorReason.TOKEN_KIND_UNSUPPORTED,
                    "What the authorization header has to carry is the word 'Bearer', a blank and a token.");
        }
        try {
            return BearerToken.of(header.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException e) {
            throw refused(ErrorReason.TOKEN_INVALID, "What follows 'Bearer' in the authorization header is no token.");
        }
    }

    /**
     * Establishes whose token this is.
     *
     * @throws GatewayException with TOKEN_INVALID, TOKEN_KIND_UNSUPPORTED, KUBERNETES_UNAVAILABLE or DEADLINE_EXCEEDED
     */
    public Caller authenticate(SubmissionEnvironment environment, BearerToken token, Deadline deadline) {
        if (token.isArgoSingleSignOn()) {
            return argoCaller(environment, token);
        }
        return new Caller(identity(environment, token, deadline), token);
    }

    /**
     * Asks the environment's cluster whose token this is.
     *
     * @throws GatewayException with TOKEN_INVALID, KUBERNETES_UNAVAILABLE or DEADLINE_EXCEEDED
     */
    KubernetesIdentity identity(SubmissionEnvironment environment, BearerToken token, Deadline deadline) {
        Key key = new Key(environment.name(), fingerprints.of(token));
        Dated answer = reviews.get(key, () -> review(environment.name(), token), deadline);
        return switch (answer.review()) {
            case Authenticated(var identity) -> identity;
            case Unauthenticated() ->
                throw refused(
                        ErrorReason.TOKEN_INVALID,
                        "Kubernetes does not accept the token: it is expired, malformed, revoked or for another audience.");
        };
    }

    private static Caller argoCaller(SubmissionEnvironment environment, BearerToken token) {
        if (environment.credentialMode().usesServiceAccount()) {
            throw onlyArgoKnows();
        }
        return new Caller(new ArgoIdentity(), token);
    }

    /**
     * The refusal of an Argo single sign-on token. It names no environment: anybody can write such a token, so who shows
     * one is not known here.
     */
    static GatewayException onlyArgoKnows() {
        return refused(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                "This is an Argo single sign-on token: only an Argo Server can tell whose it is. It can be passed on in"
                        + " environments of mode 'direct'; everything else needs a Kubernetes token.");
    }

    private Dated review(String environment, BearerToken token) {
        Review review = reviewer.review(environment, token);
        Duration keptFor = review instanceof Authenticated ? shorter(KNOWN_KEPT, life(token)) : UNKNOWN_KEPT;
        return new Dated(review, keptFor);
    }

    private Duration life(BearerToken token) {
        Instant now = clock.instant();
        return TokenExpiry.of(token).map(end -> Duration.between(now, end)).orElse(KNOWN_KEPT);
    }

    private static Duration shorter(Duration one, Duration other) {
        Duration shorter = one.compareTo(other) < 0 ? one : other;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private static GatewayException refused(ErrorReason reason, String detail) {
        return new GatewayException(Problem.of(reason, detail));
    }
}
