package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.TokenReviewer.Authenticated;
import io.tiphys.gateway.access.caller.TokenReviewer.Review;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TemporaryFiles;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A way to the API server that breaks in all ways: an answer in time, never a wrong one, and soon a right one again. */
@Timeout(60)
final class KubernetesOutageIT {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration OVERHEAD = Duration.ofSeconds(3);
    private static final AccessCheck CHECK =
            Operation.SUBMIT.rightsIn("science").getFirst();

    private static ClusterUnderTest underTest;
    private static GatewayAccount gateway;
    private static TestNamespace namespace;
    private static BearerToken alice;
    private final WireJournal journal = new WireJournal();
    private FaultProxy proxy;
    private OneCluster cluster;

    @BeforeAll
    static void prepare() {
        underTest = ClusterUnderTest.current();
        gateway = GatewayAccount.forConfiguredToken(underTest);
        namespace = TestNamespace.create(underTest);
        namespace.serviceAccount("alice");
        alice = namespace.token("alice");
    }

    @AfterAll
    static void remove() {
        if (namespace != null) {
            namespace.close();
            gateway.close();
        }
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.ofKubernetes(underTest, journal);
        cluster = OneCluster.at(gateway.accessThrough(proxy));
        assertThat(review()).isInstanceOf(Authenticated.class);
        journal.clear();
    }

    @AfterEach
    void close() {
        cluster.close();
        proxy.close();
    }

    static List<Fault> quickFaults() {
        return List.of(
                new Fault.CutBeforeSending(),
                new Fault.CutAfterAnswer(),
                new Fault.CutInAnswer(10),
                Fault.Answer.json(500, "{}"),
                Fault.Answer.json(503, "not even json"),
                Fault.Answer.json(429, "{}"),
                Fault.Answer.json(201, "{"));
    }

    @ParameterizedTest
    @MethodSource("quickFaults")
    void decidesNothingWithoutAWholeAnswer(Fault fault) {
        proxy.inject(fault);
        assertUnavailable();
        assertUndecided(subjectReview());
        assertUndecided(selfReview());
        proxy.heal();
        assertRecovered();
    }

    @Test
    void tellsAServerThatIsDownAtOnce() {
        proxy.refuseConnections();
        long start = System.nanoTime();
        assertUnavailable();
        assertUndecided(subjectReview());
        assertUndecided(selfReview());
        assertThat(since(start)).isLessThan(OVERHEAD);
        proxy.heal();
        assertRecovered();
    }

    static List<Fault> silentFaults() {
        return List.of(new Fault.Silence(), new Fault.StallInAnswer(10));
    }

    @ParameterizedTest
    @MethodSource("silentFaults")
    void waitsForASilentServerNoLongerThanACallMayTake(Fault fault) {
        try (OneCluster impatient = OneCluster.at(gateway.accessThrough(proxy), SHORT)) {
            proxy.inject(fault);
            long start = System.nanoTime();
            assertThat(catchThrowableOfType(GatewayException.class, () -> review(impatient))
                            .problem()
                            .reason())
                    .isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
            assertThat(since(start)).isBetween(SHORT.dividedBy(2), SHORT.plus(OVERHEAD));
            start = System.nanoTime();
            assertUndecided(new Fabric8AccessReviewer(impatient.clusters()).reviewSelf(OneCluster.NAME, alice, CHECK));
            assertThat(since(start)).isBetween(SHORT.dividedBy(2), SHORT.plus(OVERHEAD));
        }
    }

    @Test
    void asksAgainOnceOnly() {
        proxy.inject(Fault.Answer.json(503, "{}"));
        assertUnavailable();
        assertThat(journal.calls())
                .extracting(WireCall::toString)
                .containsExactly(
                        "kubernetes POST /apis/authentication.k8s.io/v1/tokenreviews -> 503",
                        "kubernetes POST /apis/authentication.k8s.io/v1/tokenreviews -> 503");
    }

    @Test
    void survivesConnectionsThatWereCutWhileIdle() {
        selfReview();
        proxy.cutConnections();
        assertThat(review()).isInstanceOf(Authenticated.class);
        proxy.cutConnections();
        assertThat(selfReview()).isNotInstanceOf(Undecided.class);
    }

    @Test
    void showsNoTokenToAServerThatItDoesNotTrust() {
        var access =
                new KubernetesAccess.TokenFile(proxy.uri(), Optional.of(underTest.kubernetesCa()), gateway.tokenFile());
        try (OneCluster misled = OneCluster.at(access)) {
            assertThat(catchThrowableOfType(GatewayException.class, () -> review(misled))
                            .problem()
                            .reason())
                    .isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
            assertUndecided(new Fabric8AccessReviewer(misled.clusters()).reviewSelf(OneCluster.NAME, alice, CHECK));
            assertThat(journal.calls()).isEmpty();
        }
    }

    @Test
    void tellsThatTheGatewayMayNotReview() {
        try (GatewayAccount powerless = GatewayAccount.withoutRights(underTest);
                OneCluster refused = OneCluster.at(powerless.access())) {
            Problem problem = catchThrowableOfType(GatewayException.class, () -> review(refused))
                    .problem();
            assertThat(problem.reason()).isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
            assertThat(problem.detail()).contains("may not create tokenreviews", "manifests/");
            assertThat(new Fabric8AccessReviewer(refused.clusters()).review(OneCluster.NAME, someone(), CHECK))
                    .isEqualTo(new Undecided("the gateway's own account may not create subjectaccessreviews"));
        }
    }

    @Test
    void takesTheGatewaysOwnNewTokenWithoutARestart() throws IOException {
        Path file = TemporaryFiles.write("rotated", ".token", "expired-or-garbage");
        var access = new KubernetesAccess.TokenFile(proxy.uri(), proxy.certificate(), file);
        try (OneCluster rotated = OneCluster.at(access)) {
            Problem problem = catchThrowableOfType(GatewayException.class, () -> review(rotated))
                    .problem();
            assertThat(problem.reason()).isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
            assertThat(problem.detail()).contains("the gateway's own token");
            Files.delete(file);
            assertThat(catchThrowableOfType(GatewayException.class, () -> review(rotated))
                            .problem()
                            .reason())
                    .isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
            Files.writeString(file, gateway.token().reveal());
            assertThat(review(rotated)).isInstanceOf(Authenticated.class);
        }
    }

    private void assertUnavailable() {
        Problem problem =
                catchThrowableOfType(GatewayException.class, this::review).problem();
        assertThat(problem.reason()).isEqualTo(ErrorReason.KUBERNETES_UNAVAILABLE);
        assertThat(problem.retryAfter()).isPresent();
        assertThat(problem.toString()).doesNotContain("127.0.0.1").doesNotContain(alice.reveal());
    }

    private static void assertUndecided(AccessDecision decision) {
        assertThat(decision).isInstanceOf(Undecided.class);
    }

    private void assertRecovered() {
        assertThat(review()).isInstanceOf(Authenticated.class);
        assertThat(subjectReview()).isNotInstanceOf(Undecided.class).isNotInstanceOf(Allowed.class);
        assertThat(selfReview()).isNotInstanceOf(Undecided.class).isNotInstanceOf(Allowed.class);
    }

    private Review review() {
        return review(cluster);
    }

    private static Review review(OneCluster one) {
        return new Fabric8TokenReviewer(one.clusters(), new CountedRejections())
                .review(OneCluster.NAME, alice, Turn.KNOWN);
    }

    private AccessDecision subjectReview() {
        return new Fabric8AccessReviewer(cluster.clusters()).review(OneCluster.NAME, someone(), CHECK);
    }

    private AccessDecision selfReview() {
        return new Fabric8AccessReviewer(cluster.clusters()).reviewSelf(OneCluster.NAME, alice, CHECK);
    }

    private static KubernetesIdentity someone() {
        return KubernetesIdentity.serviceAccount(namespace.name(), "alice");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
