package io.tiphys.gateway.environmenthealth;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.TestEnvironments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final SubmissionEnvironment LAB = TestEnvironments.direct("lab", TestEnvironments.wideLimits());

    @Test
    void reportsEveryCheckInItsPlace() {
        var preflight = new Preflight(List.of(
                probe("third", 3, () -> Finding.passed("third", "c")),
                probe("first", 1, () -> Finding.passed("first", "a")),
                probe("second", 2, () -> Finding.failed("second", ErrorReason.ARGO_UNAVAILABLE, "b"))));

        PreflightReport report = preflight.run(LAB);

        assertThat(report.environment()).isEqualTo("lab");
        assertThat(report.findings()).extracting(Finding::check).containsExactly("first", "second", "third");
        assertThat(report.ready()).isFalse();
    }

    @Test
    void isReadyWhenEveryCheckPasses() {
        assertThat(new Preflight(List.of(probe("a", 1, () -> Finding.passed("a", ""))))
                        .run(LAB)
                        .ready())
                .isTrue();
    }

    @Test
    void makesAllChecksAtTheSameTime() {
        var all = new CountDownLatch(2);
        Supplier<Finding> meeting = () -> {
            all.countDown();
            await(all);
            return Finding.passed("met", "");
        };

        assertThat(new Preflight(List.of(probe("a", 1, meeting), probe("b", 2, meeting)))
                        .run(LAB)
                        .ready())
                .isTrue();
    }

    @Test
    void makesAFailureAFinding() {
        var preflight = new Preflight(List.of(
                probe("known", 1, () -> {
                    throw new GatewayException(Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"));
                }),
                probe("unknown", 2, () -> {
                    throw new IllegalStateException("secret inner workings");
                }),
                probe("error", 3, () -> {
                    throw new StackOverflowError("deep");
                })));

        assertThat(preflight.run(LAB).findings())
                .containsExactly(
                        Finding.failed("known", ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"),
                        Finding.failed("unknown", ErrorReason.INTERNAL, "The check itself failed."),
                        Finding.failed("error", ErrorReason.INTERNAL, "The check itself failed."));
    }

    @Test
    void makesACheckThatHangsAFinding() {
        var gate = new CountDownLatch(1);
        SubmissionEnvironment hasty =
                TestEnvironments.direct("lab", TestEnvironments.limits(Duration.ofMillis(1), Duration.ofSeconds(1)));
        var preflight = new Preflight(List.of(
                probe("hanging", 1, () -> {
                    await(gate);
                    return Finding.passed("hanging", "");
                }),
                probe("other", 2, () -> Finding.passed("other", ""))));

        PreflightReport report = preflight.run(hasty);
        gate.countDown();

        assertThat(report.findings())
                .containsExactly(
                        Finding.failed("hanging", ErrorReason.DEADLINE_EXCEEDED, "The check did not end in time."),
                        Finding.passed("other", ""));
    }

    @Test
    void isMadeForKnownCallersAlone() {
        var preflight = new Preflight(List.of(probe("a", 1, () -> Finding.passed("a", ""))));
        var ada = new KubernetesIdentity("ada", "", List.of(), Map.of());

        assertThat(preflight.run(callContext(ada)).ready()).isTrue();
        problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, () -> preflight.run(callContext(new ArgoIdentity("one"))));
    }

    private static CallContext callContext(Caller.Identity identity) {
        return new CallContext(
                LAB, new Caller(identity, BearerToken.of("token")), Deadline.after(Duration.ofSeconds(20)), "");
    }

    private static EnvironmentProbe probe(String check, int place, Supplier<Finding> finding) {
        return new EnvironmentProbe() {
            @Override
            public String check() {
                return check;
            }

            @Override
            public int place() {
                return place;
            }

            @Override
            public Finding probe(SubmissionEnvironment environment) {
                return finding.get();
            }
        };
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
