package io.tiphys.gateway.access;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
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

    private final TestTime time = new TestTime();
    private final FakeTokenReviewer reviewer = new FakeTokenReviewer();
    private final CallAuthenticator entrance = entrance(Optional.of("lab"));

    @Test
    void letsAKnownCallerIn() {
        reviewer.knows("good", "ada");

        CallContext admission = entrance.enter(Optional.of("lending"), bearer("good"), NO_LIMIT);

        assertThat(admission.environment().name()).isEqualTo("lending");
        assertThat(admission.caller().displayName()).isEqualTo("ada");
    }

    @Test
    void takesTheDefaultEnvironmentWhenNoneIsNamed() {
        reviewer.knows("good", "ada");

        assertThat(entrance.enter(Optional.empty(), bearer("good"), NO_LIMIT)
                        .environment()
                        .name())
                .isEqualTo("lab");
    }

    @Test
    void saysThatThereIsNoDefault() {
        reviewer.knows("good", "ada");

        problemOf(
                ErrorReason.ENVIRONMENT_NOT_FOUND,
                () -> entrance(Optional.empty()).enter(Optional.empty(), bearer("good"), NO_LIMIT));
    }

    @Test
    void givesTheCallTheShorterOfBothTimes() {
        reviewer.knows("good", "ada");

        assertThat(remaining(Optional.of(Duration.ofSeconds(5)))).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(remaining(Optional.of(Duration.ofDays(1_000_000_000))))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(remaining(NO_LIMIT)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void tellsACallerWithoutATokenTheSameOfEveryEnvironment() {
        Problem known = problemOf(
                ErrorReason.CALLER_UNKNOWN, () -> entrance.enter(Optional.of("lab"), Optional.empty(), NO_LIMIT));
        Problem unknown = problemOf(
                ErrorReason.CALLER_UNKNOWN, () -> entrance.enter(Optional.of("none"), Optional.empty(), NO_LIMIT));

        assertThat(unknown).isEqualTo(known);
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void tellsAnUnknownCallerTheSameOfEveryEnvironment() {
        Problem known = problemOf(
                ErrorReason.TOKEN_INVALID, () -> entrance.enter(Optional.of("lab"), bearer("rubbish"), NO_LIMIT));
        Problem unknown = problemOf(
                ErrorReason.TOKEN_INVALID, () -> entrance.enter(Optional.of("none"), bearer("rubbish"), NO_LIMIT));

        assertThat(unknown).isEqualTo(known);
    }

    @Test
    void tellsTheWriterOfAnArgoTokenTheSameOfLendingAndOfMissingEnvironments() {
        Problem lending = problemOf(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                () -> entrance.enter(Optional.of("lending"), bearer("v2:anything"), NO_LIMIT));
        Problem missing = problemOf(
                ErrorReason.TOKEN_KIND_UNSUPPORTED,
                () -> entrance.enter(Optional.of("none"), bearer("v2:anything"), NO_LIMIT));

        assertThat(missing).isEqualTo(lending);
    }

    @Test
    void opensNoEnvironmentToTheWriterOfAnArgoToken() {
        problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, () -> entrance.enterAll(bearer("v2:anything"), NO_LIMIT));
    }

    @Test
    void anArgoTokenGetsNothingThatIsAnsweredWithoutArgo() {
        CallContext admission = entrance.enter(Optional.of("lab"), bearer("v2:anything"), NO_LIMIT);

        problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, admission::requireKnownCaller);
    }

    @Test
    void saysThatAnEnvironmentIsMissingToACallerWhomAnyClusterKnows() {
        reviewer.knows("other", "local", identity());

        problemOf(
                ErrorReason.ENVIRONMENT_NOT_FOUND,
                () -> entrance.enter(Optional.of("none"), bearer("local"), NO_LIMIT));
    }

    @Test
    void entersAllEnvironmentsThatKnowTheCallerInTheOrderOfTheirNames() {
        reviewer.knows("other", "local", identity()).knows("lab", "local", identity());

        assertThat(entrance.enterAll(bearer("local"), NO_LIMIT))
                .extracting(admission -> admission.environment().name())
                .containsExactly("lab", "other");
    }

    @Test
    void leavesOutAClusterThatHangs() {
        var gate = new CountDownLatch(1);
        reviewer.knows("good", "ada");
        reviewer.before = environment -> {
            if (environment.equals("lab")) {
                await(gate);
            }
        };

        List<CallContext> admissions = entrance.enterAll(bearer("good"), Optional.of(Duration.ofSeconds(2)));
        gate.countDown();

        assertThat(admissions)
                .extracting(admission -> admission.environment().name())
                .containsExactly("lending", "other");
    }

    @Test
    void asksAllClustersAtTheSameTime() {
        reviewer.knows("good", "ada");
        var all = new CountDownLatch(3);
        reviewer.before = environment -> {
            all.countDown();
            await(all);
        };

        assertThat(entrance.enterAll(bearer("good"), NO_LIMIT)).hasSize(3);
    }

    @Test
    void saysThatAClusterDidNotAnswerRatherThanThatTheTokenIsBad() {
        reviewer.before = environment -> {
            if (environment.equals("lending")) {
                throw new GatewayException(Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"));
            }
        };

        problemOf(ErrorReason.KUBERNETES_UNAVAILABLE, () -> entrance.enterAll(bearer("rubbish"), NO_LIMIT));
    }

    @Test
    void establishesAgainWhoHoldsAnAdmission() {
        reviewer.knows("good", "ada");
        CallContext admission = entrance.enter(Optional.of("lab"), bearer("good"), NO_LIMIT);
        assertThat(entrance.again(admission).caller()).isEqualTo(admission.caller());

        reviewer.forget("good");
        time.advance(CallerAuthenticator.KNOWN_KEPT);

        problemOf(ErrorReason.TOKEN_INVALID, () -> entrance.again(admission));
    }

    private Duration remaining(Optional<Duration> callerTime) {
        return entrance.enter(Optional.of("lab"), bearer("good"), callerTime)
                .deadline()
                .remaining();
    }

    private CallAuthenticator entrance(Optional<String> defaultName) {
        var environments = new SubmissionEnvironments(
                List.of(
                        TestEnvironments.direct("other", TestEnvironments.wideLimits()),
                        TestEnvironments.direct("lab", TestEnvironments.wideLimits()),
                        TestEnvironments.inMode("lending", TestEnvironments.tokenRequest())),
                defaultName);
        return new CallAuthenticator(
                environments, new CallerAuthenticator(reviewer, new TokenFingerprints(), time, time));
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
