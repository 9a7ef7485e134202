package io.tiphys.gateway.access.caller;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.IssuedTokens.Origin;
import io.tiphys.gateway.access.caller.TokenReviewer.Authenticated;
import io.tiphys.gateway.access.caller.TokenReviewer.Review;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.access.caller.TokenReviewer.Unauthenticated;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;
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
 * Authenticates callers. A configured JupyterHub or issuer verifies its own tokens, and the environment's cluster reviews all
 * others. The result is cached for ten seconds at most, and never longer than the token is valid, under an HMAC of the
 * token. An Argo single sign-on token can only be forwarded, so it is accepted in direct mode alone. Thread-safe.
 */
@Singleton
public final class CallerAuthenticator {
    /** The cache time of a successful review: the maximum delay before a revoked token is noticed. */
    public static final Duration KNOWN_KEPT = Duration.ofSeconds(10);

    /** The cache time of a failed review: protects Kubernetes from repeated guesses. */
    static final Duration UNKNOWN_KEPT = Duration.ofSeconds(2);

    private static final String SCHEME = "Bearer";

    private final TokenReviewer reviewer;
    private final IssuedTokens issued;
    private final IssuerCallers issuers;
    private final HubCallers hubs;
    private final FailedTokens failures;
    private final TokenFingerprints fingerprints;
    private final Clock clock;
    private final SingleFlightCache<Key, Dated> reviews;
    private final AcceptedTokens accepted;

    private record Key(String environment, String tokenFingerprint) {}

    private record Dated(Review review, Duration keptFor) {}

    public CallerAuthenticator(
            TokenReviewer reviewer,
            IssuedTokens issued,
            IssuerCallers issuers,
            HubCallers hubs,
            FailedTokens failures,
            TokenFingerprints fingerprints,
            Clock clock,
            Ticker ticker) {
        this.reviewer = reviewer;
        this.issued = issued;
        this.issuers = issuers;
        this.hubs = hubs;
        this.failures = failures;
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.reviews = new SingleFlightCache<>(Dated::keptFor, ticker);
        this.accepted = new AcceptedTokens(ticker);
    }

    /**
     * Reads the token from an authorization header.
     *
     * @throws GatewayException with CALLER_UNKNOWN when there is none, TOKEN_KIND_UNSUPPORTED for another scheme, and
     *     TOKEN_INVALID for a malformed token
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
                    "Header 'Authorization' must be the word 'Bearer', a blank and a token.");
        }
        try {
            return BearerToken.of(header.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException e) {
            throw refused(
                    ErrorReason.TOKEN_INVALID, "The text after 'Bearer' in header 'Authorization' is not a token.");
        }
    }

    /**
     * Determines the owner of a token. Cheap checks come first: a token that is expired by its own claims, or that names a
     * key of the cluster but was not signed with that key, is not reviewed.
     *
     * @param address the address of the caller, for the count of failed tokens
     * @throws GatewayException with TOKEN_INVALID, TOKEN_KIND_UNSUPPORTED, TOO_MANY_CALLS, KUBERNETES_UNAVAILABLE,
     *     ISSUER_UNAVAILABLE or DEADLINE_EXCEEDED
     */
    public Caller authenticate(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline, String address) {
        if (token.isArgoSingleSignOn()) {
            return argoCaller(environment, token);
        }
        return hubs.authenticate(environment, token, deadline, address)
                .or(() -> issuers.authenticate(environment, token, deadline, address))
                .orElseGet(() -> clusterCaller(environment, token, deadline, address));
    }

    private Caller clusterCaller(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline, String address) {
        String fingerprint = fingerprints.of(token);
        Turn turn = accepted.knows(environment.name(), fingerprint)
                ? Turn.KNOWN
                : turnOfNew(environment.name(), token, address);
        return new Caller(identity(environment, token, fingerprint, turn, deadline, address), token);
    }

    /**
     * Determines the owner of the operator's configured token, by a review of the environment's cluster.
     *
     * @throws GatewayException with TOKEN_INVALID, KUBERNETES_UNAVAILABLE or DEADLINE_EXCEEDED
     */
    public KubernetesIdentity identity(SubmissionEnvironment environment, BearerToken token, Deadline deadline) {
        return identity(environment, token, fingerprints.of(token), Turn.KNOWN, deadline, "");
    }

    /** Whether a cluster, an issuer or a JupyterHub has accepted this token before. */
    public boolean knows(SubmissionEnvironment environment, BearerToken token) {
        return accepted.knows(environment.name(), fingerprints.of(token))
                || issuers.knows(environment, token)
                || hubs.knows(environment, token);
    }

    /**
     * Whether a token without a named environment may be tried in this environment: if the environment has an issuer of the
     * token, or the only JupyterHub for a token of its form, or if its cluster issued the token or accepted it before. The
     * operator of another cluster or hub could misuse the token.
     */
    public boolean mayShow(SubmissionEnvironment environment, BearerToken token) {
        if (knows(environment, token)) {
            return true;
        }
        if (hubs.isForAHub(token)) {
            return hubs.mayShow(environment);
        }
        Optional<TokenClaims> claims = TokenClaims.of(token);
        if (claims.filter(issuers::isForTheGateway).isPresent()) {
            return claims.flatMap(says -> environment.issuerOf(says.issuer())).isPresent();
        }
        return claims.flatMap(TokenClaims::issuer)
                        .filter(issuer -> accepted.knowsIssuer(environment.name(), issuer))
                        .isPresent()
                || claims.filter(says -> issued.originOf(environment.name(), token, says) == Origin.CLUSTER)
                        .isPresent();
    }

    /** The refusal of a token that was shown to nobody; equal to that of a token that nobody accepts. */
    public GatewayException unaccepted(BearerToken token) {
        return hubs.isForAHub(token)
                ? hubs.unaccepted()
                : TokenRefusals.ofReview(TokenClaims.of(token), clock.instant());
    }

    private Turn turnOfNew(String environment, BearerToken token, String address) {
        Optional<TokenClaims> claims = TokenClaims.of(token);
        Instant now = clock.instant();
        if (claims.filter(says -> TokenRefusals.expired(says, now)).isPresent()) {
            throw TokenRefusals.ofReview(claims, now);
        }
        Origin origin =
                claims.map(says -> issued.originOf(environment, token, says)).orElse(Origin.UNDECIDED);
        if (origin == Origin.CLUSTER) {
            return Turn.KNOWN;
        }
        failures.check(address);
        if (origin == Origin.FORGED) {
            failures.failed(address);
            throw TokenRefusals.ofReview(claims, now);
        }
        return Turn.NEW;
    }

    private KubernetesIdentity identity(
            SubmissionEnvironment environment,
            BearerToken token,
            String fingerprint,
            Turn turn,
            Deadline deadline,
            String address) {
        String name = environment.name();
        Dated answer = reviews.get(new Key(name, fingerprint), () -> review(name, token, fingerprint, turn), deadline);
        return switch (answer.review()) {
            case Authenticated(var identity) -> identity;
            case Unauthenticated() -> {
                failures.failed(address);
                throw TokenRefusals.ofReview(TokenClaims.of(token), clock.instant());
            }
        };
    }

    private Caller argoCaller(SubmissionEnvironment environment, BearerToken token) {
        if (environment.credentialMode().usesServiceAccount()) {
            throw onlyArgoKnows();
        }
        return new Caller(new ArgoIdentity(fingerprints.of(token)), token);
    }

    /**
     * The refusal of an Argo single sign-on token. The refusal names no environment: anybody can write such a token, so its
     * sender is unknown.
     */
    public static GatewayException onlyArgoKnows() {
        return refused(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                "This is an Argo single sign-on token, which only an Argo Server can verify. It can be forwarded in"
                        + " environments of mode 'direct'; everything else needs a Kubernetes token.");
    }

    private Dated review(String environment, BearerToken token, String fingerprint, Turn turn) {
        Review review = reviewer.review(environment, token, turn);
        if (review instanceof Unauthenticated) {
            accepted.refused(environment, fingerprint);
            return new Dated(review, UNKNOWN_KEPT);
        }
        Optional<TokenClaims> claims = TokenClaims.of(token);
        accepted.accepted(environment, fingerprint, claims);
        return new Dated(review, shorter(KNOWN_KEPT, life(claims)));
    }

    private Duration life(Optional<TokenClaims> claims) {
        Instant now = clock.instant();
        return claims.flatMap(TokenClaims::expiry)
                .map(end -> Duration.between(now, end))
                .orElse(KNOWN_KEPT);
    }

    private static Duration shorter(Duration one, Duration other) {
        Duration shorter = one.compareTo(other) < 0 ? one : other;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private static GatewayException refused(ErrorReason reason, String detail) {
        return new GatewayException(Problem.of(reason, detail));
    }
}
