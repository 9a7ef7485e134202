package io.tiphys.gateway.access;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.access.caller.CallerAuthenticatorTest;
import io.tiphys.gateway.access.caller.IssuedTokens.Origin;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CallsUnderWay;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.fakes.FakeAccountAnnotations;
import io.tiphys.gateway.fakes.FakeIssuedTokens;
import io.tiphys.gateway.fakes.FakeTokenReviewer;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CallAuthenticatorTest {
    private static final Optional<Duration> NO_LIMIT = Optional.empty();

    /** A JWT, of whose issuer a cluster can tell that it is its own: {"alg":"RS256"}, {"iss":"here"}. */
    private static final String GOOD = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJoZXJlIn0.c2ln";

    private static final String LOCAL = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJoZXJlIn0.c2lnMg";

    private final TestTime time = new TestTime();
    private final FakeIssuedTokens issued = new FakeIssuedTokens()
            .knows("other", GOOD, Origin.CLUSTER)
            .knows("lending", GOOD, Origin.CLUSTER)
            .knows("other", LOCAL, Origin.CLUSTER);
    private final FakeTokenReviewer reviewer = new FakeTokenReviewer();
    private final CallAuthenticator authenticator = authenticator(Optional.of("lab"));

    @Test
    void letsAKnownCallerIn() {
        reviewer.knows(GOOD, "ada");

        CallContext callContext =
                authenticator.authenticate(Optional.of("lending"), bearer(GOOD), NO_LIMIT, CallsUnderWay.brief());

        assertThat(callContext.environment().name()).isEqualTo("lending");
        assertThat(callContext.caller().displayName()).isEqualTo("ada");
    }

    @Test
    void takesTheDefaultEnvironmentWhenNoneIsNamed() {
        reviewer.knows(GOOD, "ada");

        assertThat(authenticator
                        .authenticate(Optional.empty(), bearer(GOOD), NO_LIMIT, CallsUnderWay.brief())
                        .environment()
                        .name())
                .isEqualTo("lab");
    }

    @Test
    void saysThatThereIsNoDefault() {
        reviewer.knows(GOOD, "ada");

        problemOf(
                ErrorReason.ENVIRONMENT_NOT_FOUND,
                () -> authenticator(Optional.empty())
                        .authenticate(Optional.empty(), bearer(GOOD), NO_LIMIT, CallsUnderWay.brief()));
    }

    @Test
    void givesTheCallTheShorterOfBothTimes() {
        reviewer.knows(GOOD, "ada");

        assertThat(remaining(Optional.of(Duration.ofSeconds(5)))).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(remaining(Optional.of(Duration.ofDays(1_000_000_000))))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(remaining(NO_LIMIT)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void tellsACallerWithoutATokenTheSameOfEveryEnvironment() {
        Problem known = problemOf(
                ErrorReason.CALLER_UNKNOWN,
                () -> authenticator.authenticate(
                        Optional.of("lab"), Optional.empty(), NO_LIMIT, CallsUnderWay.brief()));
        Problem unknown = problemOf(
                ErrorReason.CALLER_UNKNOWN,
                () -> authenticator.authenticate(
                        Optional.of("none"), Optional.empty(), NO_LIMIT, CallsUnderWay.brief()));

        assertThat(unknown).isEqualTo(known);
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void tellsAnUnknownCallerTheSameOfEveryEnvironment() {
        Problem known = problemOf(
                ErrorReason.TOKEN_INVALID,
                () -> authenticator.authenticate(
                        Optional.of("lab"), bearer("rubbish"), NO_LIMIT, CallsUnderWay.brief()));
        Problem unknown = problemOf(
                ErrorReason.TOKEN_INVALID,
                () -> authenticator.authenticate(
                        Optional.of("none"), bearer("rubbish"), NO_LIMIT, CallsUnderWay.brief()));

        assertThat(unknown).isEqualTo(known);
    }

    @Test
    void tellsTheWriterOfAnArgoTokenTheSameOfLendingAndOfMissingEnvironments() {
        Problem lending = problemOf(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                () -> authenticator.authenticate(
                        Optional.of("lending"), bearer("v2:anything"), NO_LIMIT, CallsUnderWay.brief()));
        Problem missing = problemOf(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                () -> authenticator.authenticate(
                        Optional.of("none"), bearer("v2:anything"), NO_LIMIT, CallsUnderWay.brief()));

        assertThat(missing).isEqualTo(lending);
    }

    @Test
    void opensNoEnvironmentToTheWriterOfAnArgoToken() {
        problemOf(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                () -> authenticator.authenticateAll(bearer("v2:anything"), NO_LIMIT, CallsUnderWay.brief()));
    }

    @Test
    void anArgoTokenGetsNothingThatIsAnsweredWithoutArgo() {
        CallContext callContext =
                authenticator.authenticate(Optional.of("lab"), bearer("v2:anything"), NO_LIMIT, CallsUnderWay.brief());

        problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, callContext::requireKnownCaller);
    }

    @Test
    void saysThatAnEnvironmentIsMissingToACallerWhomAnyClusterKnows() {
        reviewer.knows("other", LOCAL, identity());

        problemOf(
                ErrorReason.ENVIRONMENT_NOT_FOUND,
                () -> authenticator.authenticate(Optional.of("none"), bearer(LOCAL), NO_LIMIT, CallsUnderWay.brief()));
    }

    @Test
    void namesTheMissingEnvironmentAndThoseThatKnowTheCaller() {
        reviewer.knows("other", LOCAL, identity()).knows("lab", LOCAL, identity());

        assertThat(problemOf(
                                ErrorReason.ENVIRONMENT_NOT_FOUND,
                                () -> authenticator.authenticate(
                                        Optional.of("no\nne"), bearer(LOCAL), NO_LIMIT, CallsUnderWay.brief()))
                        .detail())
                .isEqualTo("There is no environment 'no?ne'. You have access to: lab, other.");
    }

    @Test
    void entersAllEnvironmentsThatKnowTheCallerInTheOrderOfTheirNames() {
        reviewer.knows("other", LOCAL, identity()).knows("lab", LOCAL, identity());

        assertThat(authenticator.authenticateAll(bearer(LOCAL), NO_LIMIT, CallsUnderWay.brief()))
                .extracting(callContext -> callContext.environment().name())
                .containsExactly("lab", "other");
    }

    @Test
    void leavesOutAClusterThatHangs() {
        var gate = new CountDownLatch(1);
        reviewer.knows(GOOD, "ada");
        reviewer.before = environment -> {
            if (environment.equals("lab")) {
                await(gate);
            }
        };

        List<CallContext> callContexts =
                authenticator.authenticateAll(bearer(GOOD), Optional.of(Duration.ofSeconds(2)), CallsUnderWay.brief());
        gate.countDown();

        assertThat(callContexts)
                .extracting(callContext -> callContext.environment().name())
                .containsExactly("lending", "other");
    }

    @Test
    void asksAllClustersAtTheSameTime() {
        reviewer.knows(GOOD, "ada");
        var all = new CountDownLatch(3);
        reviewer.before = environment -> {
            all.countDown();
            await(all);
        };

        assertThat(authenticator.authenticateAll(bearer(GOOD), NO_LIMIT, CallsUnderWay.brief()))
                .hasSize(3);
    }

    @Test
    void saysThatAClusterDidNotAnswerRatherThanThatTheTokenIsBad() {
        reviewer.before = environment -> {
            if (environment.equals("lending")) {
                throw new GatewayException(Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"));
            }
        };

        problemOf(
                ErrorReason.KUBERNETES_UNAVAILABLE,
                () -> authenticator.authenticateAll(bearer(GOOD), NO_LIMIT, CallsUnderWay.brief()));
    }

    @Test
    void showsATokenToNoOtherClusterThanTheNamedOne() {
        reviewer.knows(GOOD, "ada");

        authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, CallsUnderWay.brief());

        assertThat(reviewer.asked).containsExactly("lab");
    }

    @Test
    void showsATokenWithoutANameToTheDefaultClusterAndToThoseWhereItComesFrom() {
        reviewer.knows("other", LOCAL, identity());

        authenticator.authenticateAll(bearer(LOCAL), NO_LIMIT, CallsUnderWay.brief());
        problemOf(
                ErrorReason.ENVIRONMENT_NOT_FOUND,
                () -> authenticator.authenticate(Optional.of("none"), bearer(LOCAL), NO_LIMIT, CallsUnderWay.brief()));
        problemOf(
                ErrorReason.TOKEN_INVALID,
                () -> authenticator.authenticateAll(bearer("opaque"), NO_LIMIT, CallsUnderWay.brief()));

        assertThat(reviewer.asked).contains("lab", "other").doesNotContain("lending");
        assertThat(reviewer.asked.stream().filter("other"::equals))
                .as("the opaque one is not shown")
                .hasSize(1);
    }

    @Test
    void showsATokenAgainWhereOneOfItsIssuerWasAccepted() {
        String first = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJvaWRjIn0.Zmlyc3Q";
        String second = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJvaWRjIn0.c2Vjb25k";
        reviewer.knows("other", first, identity()).knows("other", second, identity());
        problemOf(
                ErrorReason.TOKEN_INVALID,
                () -> authenticator.authenticateAll(bearer(second), NO_LIMIT, CallsUnderWay.brief()));

        authenticator.authenticate(Optional.of("other"), bearer(first), NO_LIMIT, CallsUnderWay.brief());

        time.advance(Duration.ofSeconds(3));
        assertThat(authenticator.authenticateAll(bearer(second), NO_LIMIT, CallsUnderWay.brief()))
                .extracting(callContext -> callContext.environment().name())
                .containsExactly("other");
    }

    @Test
    void reviewsTwoNewTokensOfOneRequestAtMostAndAnyNumberOfKnownOnes() {
        reviewer.knows(GOOD, "ada");
        authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, CallsUnderWay.brief());
        List<String> cookies = List.of("Bearer a", "Bearer b", "Bearer c", "Bearer d", "Bearer " + GOOD);

        assertThat(authenticator
                        .enterWithAny(Optional.of("lab"), cookies, NO_LIMIT, CallsUnderWay.brief())
                        .caller()
                        .displayName())
                .isEqualTo("ada");
        assertThat(reviewer.asked).hasSize(1);

        problemOf(
                ErrorReason.TOKEN_INVALID,
                () -> authenticator.enterWithAny(
                        Optional.of("lab"), cookies.subList(0, 4), NO_LIMIT, CallsUnderWay.brief()));
        assertThat(reviewer.asked).hasSize(3);
    }

    @Test
    void countsCallsAndStreamsOfACallerApartOverAllItsEntrances() {
        reviewer.knows(GOOD, "ada");
        CallsUnderWay under = new CallsUnderWay();
        for (int i = 0; i < 500; i++) {
            authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, under.stream("10.0.0." + i / 100));
        }
        Problem streams = problemOf(
                ErrorReason.TOO_MANY_CALLS,
                () -> authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, under.stream("10.0.1.0")));
        for (int i = 0; i < 64; i++) {
            authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, under.call("10.0.0.1"));
        }
        problemOf(
                ErrorReason.TOO_MANY_CALLS,
                () -> authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, under.call("10.0.1.0")));

        assertThat(streams.retryAfter()).isPresent();
        under.endOne();
        authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, under.stream("10.0.1.0"));
        authenticator.authenticate(Optional.of("other"), bearer(GOOD), NO_LIMIT, under.call("10.0.1.0"));
    }

    @Test
    void givesAnAddressItsShareWhoeverCallsFromIt() {
        CallsUnderWay under = new CallsUnderWay();
        for (int i = 0; i < 64; i++) {
            authenticator.authenticate(Optional.of("lab"), bearer("v2:made-up-" + i), NO_LIMIT, under.call("10.0.0.1"));
        }

        problemOf(
                ErrorReason.TOO_MANY_CALLS,
                () -> authenticator.authenticate(
                        Optional.of("lab"), bearer("v2:another"), NO_LIMIT, under.call("10.0.0.1")));
        authenticator.authenticate(Optional.of("lab"), bearer("v2:another"), NO_LIMIT, under.call("10.0.0.2"));
    }

    @Test
    void establishesAgainWhoHoldsAnAdmission() {
        reviewer.knows(GOOD, "ada");
        CallContext callContext =
                authenticator.authenticate(Optional.of("lab"), bearer(GOOD), NO_LIMIT, CallsUnderWay.brief());
        assertThat(authenticator.again(callContext).caller()).isEqualTo(callContext.caller());

        reviewer.forget(GOOD);
        time.advance(CallerAuthenticator.KNOWN_KEPT);

        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticator.again(callContext));
    }

    private Duration remaining(Optional<Duration> callerTime) {
        return authenticator
                .authenticate(Optional.of("lab"), bearer(GOOD), callerTime, CallsUnderWay.brief())
                .deadline()
                .remaining();
    }

    private CallAuthenticator authenticator(Optional<String> defaultName) {
        var environments = new SubmissionEnvironments(
                List.of(
                        TestEnvironments.direct("other", TestEnvironments.wideLimits()),
                        TestEnvironments.direct("lab", TestEnvironments.wideLimits()),
                        TestEnvironments.inMode("lending", TestEnvironments.tokenRequest())),
                defaultName);
        return new CallAuthenticator(
                environments,
                CallerAuthenticatorTest.callers(reviewer, issued, new TokenFingerprints(), time),
                new CallQuota(new CountedRejections()),
                new ActingAccounts(new ArgoAccounts(new FakeAccountAnnotations(), time)));
    }

    private static Optional<String> bearer(String token) {
        return Optional.of("Bearer " + token);
    }

    private static KubernetesIdentity identity() {
        return new KubernetesIdentity("ada", "", List.of(), Map.of());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
