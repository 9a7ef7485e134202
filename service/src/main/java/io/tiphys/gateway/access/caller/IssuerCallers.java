package io.tiphys.gateway.access.caller;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.TokenVerifier.Forged;
import io.tiphys.gateway.access.caller.TokenVerifier.Genuine;
import io.tiphys.gateway.access.caller.TokenVerifier.UnknownKey;
import io.tiphys.gateway.access.caller.TokenVerifier.Verification;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Authenticates callers with a token of a configured OpenID Connect issuer. Such a token is verified with the issuer's keys
 * and is never sent to a cluster or an Argo Server. A result is cached for ten seconds at most, and never longer than the
 * token is valid, under an HMAC of the token. Thread-safe.
 */
@Singleton
public final class IssuerCallers {
    private final TokenVerifier verifier;
    private final SubmissionEnvironments environments;
    private final FailedTokens failures;
    private final TokenFingerprints fingerprints;
    private final Clock clock;
    private final AcceptedTokens accepted;
    private final SingleFlightCache<Key, Dated> verdicts;
    private final boolean configured;

    private record Key(String environment, String issuerId, String tokenFingerprint) {}

    private record Dated(Verdict verdict, Duration keptFor) {}

    private sealed interface Verdict {}

    private record Accepted(KubernetesIdentity identity, IssuedToken issued) implements Verdict {}

    private record Rejected(String detail) implements Verdict {}

    private record Undecided() implements Verdict {}

    public IssuerCallers(
            TokenVerifier verifier,
            SubmissionEnvironments environments,
            FailedTokens failures,
            TokenFingerprints fingerprints,
            Clock clock,
            Ticker ticker) {
        this.verifier = verifier;
        this.environments = environments;
        this.failures = failures;
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.accepted = new AcceptedTokens(ticker);
        this.verdicts = new SingleFlightCache<>(Dated::keptFor, ticker);
        this.configured = environments.all().stream()
                .anyMatch(environment -> !environment.issuers().isEmpty());
    }

    /**
     * The caller of a token that names an issuer of this environment; empty for every other token, which the environment's
     * cluster may review.
     *
     * @param address the address of the caller, for the count of failed tokens
     * @throws GatewayException with TOKEN_INVALID for a token that the issuer did not sign, that is not valid, or that is for
     *     the gateway in another environment; ISSUER_UNAVAILABLE, TOO_MANY_CALLS or DEADLINE_EXCEEDED
     */
    Optional<Caller> authenticate(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline, String address) {
        Optional<TokenClaims> claims = configured ? TokenClaims.of(token) : Optional.empty();
        Optional<TokenIssuer> issuer = claims.flatMap(says -> environment.issuerOf(says.issuer()));
        if (issuer.isEmpty()) {
            claims.filter(this::isForTheGateway).ifPresent(says -> {
                throw TokenRefusals.refused(
                        "Environment '" + environment.name() + "' does not accept tokens of this token's issuer.");
            });
            return Optional.empty();
        }
        return Optional.of(authenticate(environment, issuer.get(), token, deadline, address));
    }

    /** Whether an issuer's token was accepted in this environment before. */
    boolean knows(SubmissionEnvironment environment, BearerToken token) {
        return configured && accepted.knows(environment.name(), fingerprints.of(token));
    }

    /** Whether some environment has an issuer for this token, so that no cluster may see the token. */
    boolean isForTheGateway(TokenClaims claims) {
        return configured
                && environments.all().stream()
                        .flatMap(environment -> environment.issuerOf(claims.issuer()).stream())
                        .anyMatch(issuer -> issuer.accepts(claims.audiences()));
    }

    private Caller authenticate(
            SubmissionEnvironment environment,
            TokenIssuer issuer,
            BearerToken token,
            Deadline deadline,
            String address) {
        Key key = new Key(environment.name(), issuer.id(), fingerprints.of(token));
        Verdict verdict = verdict(key, issuer, () -> verifier.verify(issuer, token), deadline);
        if (verdict instanceof Undecided) {
            failures.check(address);
            verdict = verdict(key, issuer, () -> verifier.verifyWithNewKeys(issuer, token), deadline);
        }
        return switch (verdict) {
            case Accepted(var identity, var issued) -> new Caller(identity, token, Optional.of(issued));
            case Rejected(var detail) -> throw failures.rejected(detail, address);
            case Undecided() ->
                throw failures.rejected("The issuer does not publish the key that the token names.", address);
        };
    }

    private Verdict verdict(Key key, TokenIssuer issuer, Supplier<Verification> verification, Deadline deadline) {
        return verdicts.get(key, () -> judge(key, issuer, verification.get()), deadline)
                .verdict();
    }

    private Dated judge(Key key, TokenIssuer issuer, Verification verification) {
        return switch (verification) {
            case Genuine genuine -> judge(key, issuer, genuine);
            case Forged(var why) -> new Dated(new Rejected(why), CallerAuthenticator.UNKNOWN_KEPT);
            case UnknownKey() -> new Dated(new Undecided(), Duration.ZERO);
        };
    }

    private Dated judge(Key key, TokenIssuer issuer, Genuine genuine) {
        Instant now = clock.instant();
        try {
            KubernetesIdentity identity = IssuedClaims.identity(issuer, genuine.claims(), now);
            Instant expiry = IssuedClaims.expiry(genuine.claims());
            accepted.accepted(key.environment(), key.tokenFingerprint(), Optional.empty());
            Duration life = Duration.between(now, expiry.plus(issuer.clockSkew()));
            Duration kept = life.compareTo(CallerAuthenticator.KNOWN_KEPT) < 0 ? life : CallerAuthenticator.KNOWN_KEPT;
            return new Dated(new Accepted(identity, new IssuedToken(issuer, expiry, genuine.claims())), kept);
        } catch (IssuedClaims.RejectedException e) {
            accepted.refused(key.environment(), key.tokenFingerprint());
            return new Dated(new Rejected(e.detail()), CallerAuthenticator.UNKNOWN_KEPT);
        }
    }
}
