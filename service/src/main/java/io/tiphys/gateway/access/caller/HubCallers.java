package io.tiphys.gateway.access.caller;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.HubReviewer.HubReview;
import io.tiphys.gateway.access.caller.HubReviewer.HubService;
import io.tiphys.gateway.access.caller.HubReviewer.HubUser;
import io.tiphys.gateway.access.caller.HubReviewer.UnknownToHub;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Authenticates callers with a token of the environment's JupyterHub. The form of a token alone decides: where some
 * environment has a hub, a token of the hub's form is shown to the hub of the call's environment and to nobody else. The
 * answer is cached for ten seconds at most, under an HMAC of the token. Thread-safe.
 */
@Singleton
public final class HubCallers {
    private static final String NOT_ACCEPTED =
            "No JupyterHub of the environment accepts the token. It is revoked, expired, of another hub, or incomplete.";

    private static final String OF_A_SERVICE =
            "The token belongs to a service of the JupyterHub. The gateway accepts the tokens of people.";

    private final HubReviewer reviewer;
    private final FailedTokens failures;
    private final TokenFingerprints fingerprints;
    private final AcceptedTokens accepted;
    private final SingleFlightCache<Key, Verdict> verdicts;
    private final Set<JupyterHub> hubs;

    private record Key(String environment, String tokenFingerprint) {}

    private sealed interface Verdict {}

    private record Accepted(KubernetesIdentity identity, HubToken token) implements Verdict {}

    private record Rejected(String detail) implements Verdict {}

    public HubCallers(
            HubReviewer reviewer,
            SubmissionEnvironments environments,
            FailedTokens failures,
            TokenFingerprints fingerprints,
            Ticker ticker) {
        this.reviewer = reviewer;
        this.failures = failures;
        this.fingerprints = fingerprints;
        this.accepted = new AcceptedTokens(ticker);
        this.verdicts = new SingleFlightCache<>(HubCallers::keptFor, ticker);
        this.hubs = environments.all().stream()
                .flatMap(environment -> environment.jupyterHub().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether only a JupyterHub may see this token. */
    boolean isForAHub(BearerToken token) {
        return !hubs.isEmpty() && token.hasFormOfJupyterHub();
    }

    /**
     * The caller of a token of a hub's form; empty for every other token.
     *
     * @param address the address of the caller, for the count of failed tokens
     * @throws GatewayException with TOKEN_INVALID for a token that the environment's hub does not accept, that lacks the
     *     scope of the gateway, or that belongs to a service; ISSUER_UNAVAILABLE, TOO_MANY_CALLS or DEADLINE_EXCEEDED
     */
    Optional<Caller> authenticate(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline, String address) {
        if (!isForAHub(token)) {
            return Optional.empty();
        }
        // Not counted as a failed token: a call without an environment is tried in the default one as well.
        JupyterHub hub = environment.jupyterHub().orElseThrow(() -> TokenRefusals.refused(NOT_ACCEPTED));
        String fingerprint = fingerprints.of(token);
        Key key = new Key(environment.name(), fingerprint);
        Turn turn = accepted.knows(key.environment(), fingerprint) ? Turn.KNOWN : Turn.NEW;
        if (turn == Turn.NEW) {
            failures.check(address);
        }
        Verdict verdict = verdicts.get(key, () -> judge(key, hub, reviewer.review(environment, token, turn)), deadline);
        return switch (verdict) {
            case Accepted(var identity, var owner) -> Optional.of(new Caller(identity, token, Optional.of(owner)));
            case Rejected(var detail) -> throw failures.rejected(detail, address);
        };
    }

    /** Whether the environment's hub accepted this token before. */
    boolean knows(SubmissionEnvironment environment, BearerToken token) {
        return isForAHub(token) && accepted.knows(environment.name(), fingerprints.of(token));
    }

    /** Whether the environment's hub may see a token that names no environment: where all environments share one hub. */
    boolean mayShow(SubmissionEnvironment environment) {
        return environment.jupyterHub().isPresent()
                && hubs.stream().map(JupyterHub::api).distinct().count() == 1;
    }

    /** The refusal of a token that was shown to nobody; equal to that of a token that the hub does not accept. */
    GatewayException unaccepted() {
        return TokenRefusals.refused(NOT_ACCEPTED);
    }

    private static Duration keptFor(Verdict verdict) {
        return verdict instanceof Accepted ? CallerAuthenticator.KNOWN_KEPT : CallerAuthenticator.UNKNOWN_KEPT;
    }

    private Verdict judge(Key key, JupyterHub hub, HubReview review) {
        Verdict verdict = switch (review) {
            case HubUser user -> judge(hub, user);
            case HubService() -> new Rejected(OF_A_SERVICE);
            case UnknownToHub() -> new Rejected(NOT_ACCEPTED);
        };
        if (verdict instanceof Accepted) {
            accepted.accepted(key.environment(), key.tokenFingerprint(), Optional.empty());
        } else {
            accepted.refused(key.environment(), key.tokenFingerprint());
        }
        return verdict;
    }

    private static Verdict judge(JupyterHub hub, HubUser user) {
        if (!hub.admits(user.scopes())) {
            return new Rejected("The token lacks the JupyterHub scope '" + hub.scope()
                    + "'. The operator of the hub grants it to the user by a role, and to the tokens of kernels by the"
                    + " setting c.Spawner.server_token_scopes; then restart the server.");
        }
        if (user.groups().size() > ExternalNames.MOST_GROUPS) {
            return new Rejected("The JupyterHub names " + user.groups().size()
                    + " groups of the user, and the limit is " + ExternalNames.MOST_GROUPS + ".");
        }
        String name = hub.userPrefix() + user.name();
        List<String> groups =
                user.groups().stream().map(group -> hub.groupsPrefix() + group).toList();
        Optional<String> flaw = Stream.concat(Stream.of(name), groups.stream())
                .flatMap(one -> ExternalNames.flaw(one).stream())
                .findFirst();
        if (flaw.isPresent()) {
            return new Rejected("The JupyterHub's answer about the user or its groups " + flaw.get());
        }
        return new Accepted(
                new KubernetesIdentity(name, "", groups, Map.of()), new HubToken(hub, user.name(), user.groups()));
    }
}
