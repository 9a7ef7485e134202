package io.tiphys.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tiphys.gateway.concurrent.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every timer that is set from a caller's time is at least a millisecond: of one that is 0, libraries make one that never ends.
 * One place computes the time left, and every place that sets a timer of a library stands here with where its time comes from.
 */
final class TimersTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tiphys.gateway");

    /** How methods of libraries are called that set timers. */
    private static final Pattern SETS_A_TIMER =
            Pattern.compile("(?i).*(timeout|deadlineAfter|timeLimit|keepAlive|idleTime|sessionTime).*");

    /** Timers from a caller's time: all by {@link Deadline#remaining()}, but for gRPC's own, which counts in nanoseconds. */
    private static final Set<String> FROM_A_DEADLINE =
            Set.of("argo.client.Forwarder", "grpc.bridge.GrpcBridge", "kubernetes.cluster.CallerTokenClient");

    /** Timers that are configured or constant, or are taken away. */
    private static final Set<String> FROM_THE_OPERATOR = Set.of(
            "argo.client.connection.ArgoConnections",
            "batch.run.ItemSubmitter",
            "collector.ArmeriaGrpcSender",
            "collector.Exporters",
            "collector.SpanExport",
            "environmenthealth.Preflight",
            "idempotency.KeyedCall",
            "kubernetes.cluster.ClusterConfiguration",
            "https.HttpDocuments",
            "rest.ReadinessReports",
            "server.ServerSetup");

    @Test
    void leavesAMillisecondAtLeastAndWholeOnes() {
        for (long nanos = -3_000_000; nanos < 5_000_000; nanos += 99_991) {
            Duration left = Deadline.after(Duration.ofNanos(nanos)).remaining();
            assertThat(left.toMillis()).isPositive();
            assertThat(left.toNanos() % 1_000_000).isZero();
        }
    }

    @Test
    void knowsWhereEachTimerComesFrom() {
        Set<String> found = GATEWAY.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(TimersTest::setsATimer)
                .map(call -> name(call.getOriginOwner()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(FROM_A_DEADLINE);
        known.addAll(FROM_THE_OPERATOR);
        assertThat(found).isEqualTo(known);
    }

    private static boolean setsATimer(JavaMethodCall call) {
        boolean ofALibrary = !call.getTargetOwner().getPackageName().startsWith("io.tiphys");
        boolean takesATime = call.getTarget().getRawParameterTypes().stream()
                .anyMatch(type -> type.getName().equals("long")
                        || type.getName().equals("int")
                        || type.getName().equals(Duration.class.getName()));
        return ofALibrary
                && takesATime
                && SETS_A_TIMER.matcher(call.getTarget().getName()).matches();
    }

    private static String name(JavaClass type) {
        JavaClass outer = type.getEnclosingClass().orElse(type);
        return outer.getName().substring("io.tiphys.gateway.".length());
    }

    /** The time left is asked for where a timer is set, or a thread waits; whoever else does may round it to nothing. */
    @Test
    void computesTheTimeLeftInOnePlace() {
        Set<String> converting = GATEWAY.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Duration.class)
                        && call.getTarget().getName().equals("toMillis"))
                .map(JavaAccess::getOriginOwner)
                .map(TimersTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(converting)
                .isSubsetOf(
                        "admission.EnvironmentAdmission",
                        "admission.unfinished.UnfinishedProblems",
                        "argo.ArgoCircuitProbe",
                        "batch.run.ItemSubmitter",
                        "credentials.MintedTokens",
                        "environmenthealth.Preflight",
                        "idempotency.KeyedCall",
                        "kubernetes.cluster.ClusterConfiguration",
                        "https.HttpDocuments",
                        "openid.IssuerKeys",
                        "server.call.AuditLog",
                        "rest.ReadinessReports",
                        "server.body.UnreadBodies");
    }
}
