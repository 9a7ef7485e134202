package io.tiphys.gateway.argoface;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that the gateway itself refuses or ends, in mode {@code direct}. */
@Timeout(90)
final class StreamEndsIT {
    /** A review every 20 seconds, of an answer that is kept for 10 seconds. */
    private static final Duration LONGEST_AFTER_WITHDRAWAL = Duration.ofSeconds(30);

    private final ArgoFaces faces = ArgoFaces.get();

    @Test
    void refusesMoreUpstreamStreamsThanTheArgoServerBears() {
        try (RunningGateway running = gateway(1, faces.namespace(ArgoFaces.READS), faces.namespace(ArgoFaces.STREAMS));
                RecordedStream first = watch(running, faces.namespace(ArgoFaces.READS));
                RecordedStream shared = watch(running, faces.namespace(ArgoFaces.READS))) {
            first.await("waiting");
            shared.await("waiting");
            try (RecordedStream refused = watch(running, faces.namespace(ArgoFaces.STREAMS))) {
                refused.awaitEnd();
                assertThat(refused.pieces().getFirst()).startsWith("429 ");
                assertThat(String.join("", refused.pieces()))
                        .contains("TOO_MANY_CALLS", "As many streams as the environment allows are open");
            }
            assertThat(List.of(first.end(), shared.end())).containsOnly("");
        }
    }

    @Test
    void cutsWatchesOfACallerWhoseRightIsWithdrawn() {
        try (TestNamespace withdrawn = faces.scientist().namespace();
                RunningGateway running = gateway(200, withdrawn);
                ChangingWorkflow workflow = ChangingWorkflow.create(
                        faces.cluster().admin(),
                        withdrawn.name(),
                        faces.direct(),
                        faces.scientist().token())) {
            ManagedChannel channel = ArgoMethod.channel(new ArgoFace("gateway", running.rest()));
            try {
                cut(running, channel, withdrawn, workflow);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private void cut(
            RunningGateway running, ManagedChannel channel, TestNamespace withdrawn, ChangingWorkflow workflow) {
        try (RecordedStream http = watch(running, withdrawn);
                RecordedStream grpc = ArgoMethod.call(
                        channel,
                        "workflow.WorkflowService/WatchWorkflows",
                        ArgoMethod.message(1, withdrawn.name()),
                        "Bearer " + faces.scientist().token())) {
            http.await(workflow.name());
            grpc.await(ArgoMethod.shown(workflow.name()));
            faces.cluster()
                    .admin()
                    .rbac()
                    .roleBindings()
                    .inNamespace(withdrawn.name())
                    .withName("scientist")
                    .delete();
            awaitWithdrawal(withdrawn);
            running.leap(LONGEST_AFTER_WITHDRAWAL);
            workflow.label("after", "withdrawal"); // otherwise streams look at the time with their next sign of life
            assertThat(grpc.awaitEnd()).startsWith("PERMISSION_DENIED");
            http.awaitEnd();
            assertThat(http.pieces().getLast()).contains("\"grpc_code\":7", "\"http_code\":403");
        }
    }

    /** Kubernetes decides by a copy of its roles that follows a moment later. */
    private void awaitWithdrawal(TestNamespace withdrawn) {
        Patience.until(
                "the right is gone",
                () -> PlainAnswer.get(
                                        faces.direct(),
                                        "/api/v1/workflows/" + withdrawn.name(),
                                        "Bearer " + faces.scientist().token())
                                .status()
                        == 403);
    }

    private RunningGateway gateway(int streams, TestNamespace... namespaces) {
        return RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        faces.cluster().argoServer(),
                        GatewayAccount.forDirect(faces.cluster()).access(),
                        namespaces)
                .direct()
                .with("limits.max-concurrent-streams", streams));
    }

    private RecordedStream watch(RunningGateway running, TestNamespace namespace) {
        return EventLines.open(
                new ArgoFace("gateway", running.rest()),
                "/api/v1/workflow-events/" + namespace.name(),
                EventLines.SERVER_SENT_EVENTS,
                faces.scientist().token());
    }
}
