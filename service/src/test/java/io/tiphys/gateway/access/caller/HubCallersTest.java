package io.tiphys.gateway.access.caller;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.HubReviewer.HubService;
import io.tiphys.gateway.access.caller.HubReviewer.HubUser;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.AuthenticationConfiguration;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.fakes.FakeHubReviewer;
import io.tiphys.gateway.fakes.FakeIssuedTokens;
import io.tiphys.gateway.fakes.FakeTokenReviewer;
import io.tiphys.gateway.fakes.NoIssuers;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers with tokens of a JupyterHub. */
final class HubCallersTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String SCOPE = "access:services!service=tiphys";
    private static final HubUser ALICE = new HubUser("alice", List.of("students"), List.of("self", SCOPE));

    private static final SubmissionEnvironment LAB =
            TestEnvironments.withJupyterHub("lab", hub("https://hub.example/hub/api", "hub:"));
    private static final SubmissionEnvironment OTHER =
            TestEnvironments.inMode("other", TestEnvironments.tokenRequest());

    private final TestTime time = new TestTime();
    private final FakeHubReviewer hub = new FakeHubReviewer().knows(TOKEN, ALICE);
    private final FakeTokenReviewer cluster = new FakeTokenReviewer();
    private final CallerAuthenticator callers = callers(LAB, OTHER);

    private static JupyterHub hub(String api, String prefix) {
        return new JupyterHub("laboratory", URI.create(api), "tiphys", Optional.empty(), prefix, prefix);
    }

    private CallerAuthenticator callers(SubmissionEnvironment... environments) {
        var fingerprints = new TokenFingerprints();
        var failures = new FailedTokens(new AuthenticationConfiguration(3, 60), new CountedRejections(), time);
        var all = new SubmissionEnvironments(List.of(environments), Optional.empty());
        return new CallerAuthenticator(
                cluster,
                new FakeIssuedTokens(),
                NoIssuers.callers(failures, fingerprints, time, time),
                new HubCallers(hub, all, failures, fingerprints, time),
                failures,
                fingerprints,
                time,
                time);
    }

    @Test
    void takesUserAndGroupsWithTheirPrefixesAndAsksNoCluster() {
        Caller caller = authenticate(TOKEN);

        assertThat(caller.identity())
                .isEqualTo(new KubernetesIdentity("hub:alice", "", List.of("hub:students"), Map.of()));
        assertThat(caller.gatewayToken().orElseThrow().claims())
                .isEqualTo(Map.of("hub", "laboratory", "name", "alice", "groups", List.of("students")));
        assertThat(caller.issued()).isEmpty();
        assertThat(caller.upstreamToken()).isEmpty();
        assertThat(caller.lastingKey()).isEqualTo("user hub:alice");
        assertThat(caller.toString()).doesNotContain(TOKEN);
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void takesTheScopeOfEveryService() {
        hub.knows(TOKEN, new HubUser("alice", List.of(), List.of("access:services")));

        assertThat(authenticate(TOKEN).displayName()).isEqualTo("hub:alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdeg",
                "01234567-89ab-cdef-0123-456789abcdef",
                "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJoZXJlIn0.c2ln"
            })
    void leavesATokenOfAnotherFormToTheClusterAndAsksNoHub(String token) {
        cluster.knows(token, "ada");

        assertThat(authenticate(token).displayName()).isEqualTo("ada");
        assertThat(hub.asked).isEmpty();
    }

    @Test
    void showsATokenOfTheHubsFormToNoClusterEvenWhenTheHubDoesNotKnowIt() {
        String upper = "0123456789ABCDEF0123456789ABCDEF";
        cluster.knows(upper, "ada");

        refusal(LAB, upper);

        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void showsATokenToNobodyInAnEnvironmentWithoutAHub() {
        Problem elsewhere = refusal(OTHER, TOKEN);
        Problem unknown = refusal(LAB, "f".repeat(32));

        assertThat(elsewhere.detail()).isEqualTo(unknown.detail());
        assertThat(hub.asked).containsExactly("lab");
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void countsNoTokenAtAnEnvironmentWithoutAHubAgainstItsAddress() {
        for (int i = 0; i < 5; i++) {
            refusal(OTHER, TOKEN);
        }

        assertThat(authenticate(TOKEN).displayName()).isEqualTo("hub:alice");
    }

    @Test
    void leavesSuchATokenToTheClusterOfAGatewayWithoutHubs() {
        cluster.knows(TOKEN, "ada");
        CallerAuthenticator without = callers(OTHER);

        assertThat(without.authenticate(OTHER, BearerToken.of(TOKEN), deadline(), "")
                        .displayName())
                .isEqualTo("ada");
    }

    @Test
    void mayShowATokenWithoutAnEnvironmentToTheOnlyHub() {
        BearerToken token = BearerToken.of(TOKEN);
        SubmissionEnvironment sharing =
                TestEnvironments.withJupyterHub("sharing", hub("https://hub.example/hub/api", "jupyter:"));
        SubmissionEnvironment second =
                TestEnvironments.withJupyterHub("second", hub("https://second.example/hub/api", "hub:"));

        assertThat(callers.mayShow(LAB, token)).isTrue();
        assertThat(callers.mayShow(OTHER, token)).isFalse();
        assertThat(callers(LAB, sharing).mayShow(sharing, token)).isTrue();
        CallerAuthenticator two = callers(LAB, second);
        assertThat(two.mayShow(LAB, token)).isFalse();
        assertThat(two.mayShow(second, token)).isFalse();
        two.authenticate(LAB, token, deadline(), "");
        assertThat(two.mayShow(LAB, token)).as("its hub accepted it before").isTrue();
        assertThat(two.unaccepted(token).problem()).isEqualTo(refusal(LAB, "e".repeat(32)));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("'" + SCOPE + "'", new HubUser("alice", List.of(), List.of("self"))),
                Arguments.of("c.Spawner.server_token_scopes", new HubUser("alice", List.of(), List.of())),
                Arguments.of(
                        "lacks the JupyterHub scope",
                        new HubUser("alice", List.of(), List.of("access:services!service=tiphys2"))),
                Arguments.of(
                        "lacks the JupyterHub scope",
                        new HubUser("alice", List.of(), List.of("access:servers", "admin:users"))),
                Arguments.of("belongs to a service", new HubService()),
                Arguments.of("control characters", new HubUser("ali\nce", List.of(), List.of(SCOPE))),
                Arguments.of("more than 512 characters", new HubUser("a".repeat(600), List.of(), List.of(SCOPE))),
                Arguments.of("control characters", new HubUser("alice", List.of("a\u0000"), List.of(SCOPE))),
                Arguments.of(
                        "names 501 groups of the user, and the limit is 500",
                        new HubUser(
                                "alice",
                                IntStream.range(0, 501)
                                        .mapToObj(i -> "group-" + i)
                                        .toList(),
                                List.of(SCOPE))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAnOwnerWithTheReason(String part, HubReviewer.HubReview review) {
        hub.knows(TOKEN, review);

        assertThat(refusal(LAB, TOKEN).detail()).contains(part);
        assertThat(cluster.asked).isEmpty();
    }

    @Test
    void neverNamesAUserOrGroupOfKubernetesItself() {
        SubmissionEnvironment careless =
                TestEnvironments.withJupyterHub("lab", hub("https://hub.example/hub/api", "sys"));
        hub.knows(TOKEN, new HubUser("alice", List.of("tem:masters"), List.of(SCOPE)));

        assertThat(refusal(careless, TOKEN).detail()).contains("a name that Kubernetes reserves");
    }

    @Test
    void noticesARevokedTokenAfterTenSeconds() {
        authenticate(TOKEN);
        hub.forget(TOKEN);
        time.advance(Duration.ofSeconds(10).minusNanos(1));
        authenticate(TOKEN);
        assertThat(hub.asked).hasSize(1);

        time.advance(Duration.ofNanos(1));

        refusal(LAB, TOKEN);
    }

    @Test
    void asksAgainAboutARefusedTokenAfterTwoSeconds() {
        hub.forget(TOKEN);
        refusal(LAB, TOKEN);
        hub.knows(TOKEN, ALICE);
        time.advance(Duration.ofSeconds(2).minusNanos(1));
        refusal(LAB, TOKEN);

        time.advance(Duration.ofNanos(1));

        authenticate(TOKEN);
    }

    @Test
    void decidesNothingWhileTheHubDoesNotAnswerAndKeepsNoFailure() {
        hub.before = () -> {
            throw new GatewayException(Problem.of(ErrorReason.ISSUER_UNAVAILABLE, "no answer"));
        };
        problemOf(ErrorReason.ISSUER_UNAVAILABLE, () -> authenticate(TOKEN));
        hub.before = () -> {};

        authenticate(TOKEN);
    }

    @Test
    void reviewsAKnownTokenInTheTurnsOfKnownOnes() {
        authenticate(TOKEN);
        time.advance(Duration.ofSeconds(11));
        authenticate(TOKEN);
        hub.forget(TOKEN);
        time.advance(Duration.ofSeconds(11));
        refusal(LAB, TOKEN);
        time.advance(Duration.ofSeconds(11));
        refusal(LAB, TOKEN);

        assertThat(hub.turns).containsExactly(Turn.NEW, Turn.KNOWN, Turn.KNOWN, Turn.NEW);
    }

    @Test
    void letsAnAddressGuessSoManyTokensAndDelaysNoKnownOne() {
        authenticate(TOKEN);
        for (int i = 0; i < 3; i++) {
            refusal(LAB, "%032x".formatted(i));
        }

        problemOf(ErrorReason.TOO_MANY_CALLS, () -> authenticate("a".repeat(32)));

        assertThat(hub.asked).hasSize(4);
        time.advance(Duration.ofMillis(500));
        authenticate(TOKEN);
    }

    private Problem refusal(SubmissionEnvironment environment, String token) {
        Problem problem = problemOf(
                ErrorReason.TOKEN_INVALID,
                () -> callers.authenticate(environment, BearerToken.of(token), deadline(), "10.0.0.1"));
        assertThat(problem.toString()).doesNotContain(token);
        return problem;
    }

    private Caller authenticate(String token) {
        return callers.authenticate(LAB, BearerToken.of(token), deadline(), "10.0.0.1");
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
