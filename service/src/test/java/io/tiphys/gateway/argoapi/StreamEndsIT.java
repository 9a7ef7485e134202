package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.MetricNames;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that the gateway itself shares, refuses or ends, in mode {@code direct}. */
@Timeout(90)
final class StreamEndsIT {
    /** A review every 20 seconds, of an answer that is kept for 10 seconds. */
    private static final Duration LONGEST_AFTER_WITHDRAWAL = Duration.ofSeconds(30);

    private static final int WATCHERS = 50;
    private static final int FOLLOWERS = 4;
    private static final String STREAMS = "limits.max-concurrent-streams";
    private static final Map<String, String> ENDS_OF_A_STOP = Map.of(
            WatchApi.REST, "event: error, GATEWAY_STOPPING, end",
            WatchApi.GRPC, "UNAVAILABLE GATEWAY_STOPPING",
            WatchApi.ARGO_EVENTS, "end",
            WatchApi.ARGO_LINES, "GATEWAY_STOPPING, end",
            WatchApi.ARGO_GRPC, "OK GATEWAY_STOPPING");

    private static final String LOGS = "limits.max-followed-logs";

    private static ArgoApisUnderTest faces;
    private static TestNamespace talking;
    private static String leaver;

    /** A second account may do the same there, until its binding is taken away; a pod talks, as long as it may. */
    @BeforeAll
    static void start() {
        faces = ArgoApisUnderTest.get();
        talking = faces.scientist().namespace();
        talking.serviceAccount("leaver");
        talking.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: leaver}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: scientist}
                subjects: [{kind: ServiceAccount, name: leaver, namespace: %s}]
                """.formatted(talking.name()));
        leaver = talking.token("leaver").reveal();
        if (faces.cluster().runsPods()) {
            talking.apply(ExampleObjects.document("talking"));
        }
    }

    @AfterAll
    static void stop() {
        talking.close();
    }

    @Test
    void refusesMoreUpstreamStreamsThanTheArgoServerBears() {
        TestNamespace reads = faces.namespace(ArgoApisUnderTest.READS);
        try (RunningGateway running = gateway(STREAMS, 1, reads, faces.namespace(ArgoApisUnderTest.STREAMS));
                RecordedStream first = watch(running, reads, scientist());
                RecordedStream shared = watch(running, reads, scientist())) {
            first.await("waiting");
            shared.await("waiting");
            try (RecordedStream refused = watch(running, faces.namespace(ArgoApisUnderTest.STREAMS), scientist())) {
                refused.awaitEnd();
                assertThat(refused.pieces().getFirst()).startsWith("429 ");
                assertThat(String.join("", refused.pieces())).contains("TOO_MANY_CALLS", "streams open");
            }
            assertThat(List.of(first.end(), shared.end())).containsOnly("");
        }
    }

    @Test
    void readersOverGrpcShareOneUpstreamStreamWhateverFieldsTheyName() {
        List<String> fields = List.of("", "metadata.name", "metadata.name,status.phase", "-spec,status");
        try (RunningGateway running = gateway(STREAMS, 1, faces.namespace(ArgoApisUnderTest.READS))) {
            ManagedChannel channel = channel(running);
            List<RecordedStream> readers = IntStream.range(0, WATCHERS)
                    .mapToObj(number -> watch(
                            channel,
                            faces.namespace(ArgoApisUnderTest.READS),
                            fields.get(number % fields.size()),
                            scientist()))
                    .toList();
            try {
                readers.forEach(reader -> reader.await(ArgoMethod.shown("waiting")));
                assertThat(readers).extracting(RecordedStream::end).containsOnly("");
                assertThat(openStreams(running)).isEqualTo(WATCHERS);
            } finally {
                channel.shutdownNow();
            }
            Patience.until("nobody reads any more", () -> openStreams(running) == 0);
        }
    }

    private static double openStreams(RunningGateway running) {
        return running.beans()
                .getBean(MeterRegistry.class)
                .get(MetricNames.OPEN_STREAMS)
                .tag(MetricNames.API, ApiKind.ARGO.wireName())
                .gauge()
                .value();
    }

    /** One upstream stream for those over HTTP, and one for those over gRPC, whose messages are others. */
    @Test
    void whoFollowsTheSameLogSharesOneUpstreamStream() {
        assumeTrue(faces.cluster().runsPods(), "pods do not run here");
        List<RecordedStream> readers = new ArrayList<>();
        try (RunningGateway running = gateway(LOGS, 2, talking)) {
            ManagedChannel channel = channel(running);
            try {
                for (int reader = 0; reader < FOLLOWERS; reader++) {
                    readers.add(follow(running, "main", scientist()));
                    readers.add(follow(channel, "main", scientist()));
                }
                awaitWords(readers);
                try (RecordedStream refused = follow(running, "wait", scientist())) {
                    refused.awaitEnd();
                    assertThat(refused.pieces().getFirst()).startsWith("429 ");
                }
                assertThat(readers).extracting(RecordedStream::end).containsOnly("");
            } finally {
                readers.forEach(RecordedStream::close);
                channel.shutdownNow();
            }
        }
    }

    @Test
    void cutsStreamsOfACallerWhoseRightIsWithdrawn() {
        List<RecordedStream> watches = new ArrayList<>();
        List<RecordedStream> logs = new ArrayList<>();
        try (RunningGateway running = gateway(STREAMS, 200, talking);
                ChangingWorkflow workflow =
                        ChangingWorkflow.create(faces.cluster().admin(), talking.name(), faces.direct(), scientist())) {
            ManagedChannel channel = channel(running);
            try {
                watches.add(watch(running, talking, leaver));
                watches.add(watch(channel, talking, "", leaver));
                watches.getFirst().await(workflow.name());
                watches.getLast().await(ArgoMethod.shown(workflow.name()));
                if (faces.cluster().runsPods()) {
                    logs.add(follow(running, "main", leaver));
                    logs.add(follow(channel, "main", leaver));
                    awaitWords(logs);
                }
                withdraw();
                running.leap(LONGEST_AFTER_WITHDRAWAL);
                workflow.label(
                        "after", "withdrawal"); // otherwise streams look at the time with their next sign of life
                requireCut(watches);
                if (!logs.isEmpty()) {
                    requireCut(logs);
                }
            } finally {
                watches.forEach(RecordedStream::close);
                logs.forEach(RecordedStream::close);
                channel.shutdownNow();
            }
        }
    }

    /** Watches so that their clients open them again, elsewhere; logs so that nobody takes them for whole. */
    @Test
    void endsStreamsOfAGatewayThatStops() {
        RunningGateway running = gateway(STREAMS, 200, talking);
        ManagedChannel channel = channel(running);
        List<RecordedStream> logs = new ArrayList<>();
        Map<String, PacedReader> watches = new HashMap<>();
        try (ChangingWorkflow workflow =
                ChangingWorkflow.create(faces.cluster().admin(), talking.name(), faces.direct(), scientist())) {
            ArgoApiUnderTest face = new ArgoApiUnderTest("gateway", running.rest());
            for (WatchApi door : WatchApi.all(face, channel, talking.name(), "only=" + workflow.name(), scientist())) {
                PacedReader reader = door.open("");
                assertThat(reader.next()).as(door.name()).isPresent();
                watches.put(door.name(), reader);
            }
            if (faces.cluster().runsPods()) {
                logs.add(follow(running, "main", scientist()));
                logs.add(follow(channel, "main", scientist()));
                awaitWords(logs);
            }
            running.close();

            Map<String, String> ends = new HashMap<>();
            watches.forEach((door, reader) -> {
                assertThat(reader.rest()).isEmpty();
                ends.put(door, reader.end());
            });
            assertThat(ends).containsExactlyInAnyOrderEntriesOf(ENDS_OF_A_STOP);
            if (!logs.isEmpty()) {
                assertThat(logs.getLast().awaitEnd()).startsWith("UNAVAILABLE");
                logs.getFirst().awaitEnd();
                assertThat(logs.getFirst().pieces().getLast()).contains("\"reason\":\"GATEWAY_STOPPING\"");
            }
        } finally {
            watches.values().forEach(PacedReader::close);
            logs.forEach(RecordedStream::close);
            channel.shutdownNow();
            running.close();
        }
    }

    /** Kubernetes decides by a copy of its roles that follows a moment later. */
    private static void withdraw() {
        faces.cluster()
                .admin()
                .rbac()
                .roleBindings()
                .inNamespace(talking.name())
                .withName("leaver")
                .delete();
        Patience.until(
                "the right is gone",
                () -> PlainAnswer.get(faces.direct(), "/api/v1/workflows/" + talking.name(), "Bearer " + leaver)
                                .status()
                        == 403);
    }

    /** The first over HTTP, the last over gRPC. */
    private static void requireCut(List<RecordedStream> streams) {
        assertThat(streams.getLast().awaitEnd()).startsWith("PERMISSION_DENIED");
        streams.getFirst().awaitEnd();
        assertThat(streams.getFirst().pieces().getLast()).contains("\"grpc_code\":7", "\"http_code\":403");
    }

    /** Over HTTP and over gRPC in turn. */
    private static void awaitWords(List<RecordedStream> logs) {
        for (int number = 0; number < logs.size(); number++) {
            logs.get(number).await(number % 2 == 0 ? "tick" : ArgoMethod.shown("tick"));
        }
    }

    private static RunningGateway gateway(String limit, int value, TestNamespace... namespaces) {
        return RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        faces.cluster().argoServer(),
                        GatewayAccount.forDirect(faces.cluster()).access(),
                        namespaces)
                .direct()
                .with(limit, value)
                .with("limits.caller-share", 100)
                .with("limits.address-share", 100));
    }

    private static ManagedChannel channel(RunningGateway running) {
        return ArgoMethod.channel(new ArgoApiUnderTest("gateway", running.rest()));
    }

    private static RecordedStream watch(RunningGateway running, TestNamespace namespace, String token) {
        return events(running, "/api/v1/workflow-events/" + namespace.name(), token);
    }

    private static RecordedStream watch(ManagedChannel channel, TestNamespace namespace, String fields, String token) {
        return ArgoMethod.call(
                channel,
                "workflow.WorkflowService/WatchWorkflows",
                ArgoMethod.message(1, namespace.name(), 3, fields),
                "Bearer " + token);
    }

    private static RecordedStream follow(RunningGateway running, String container, String token) {
        return events(
                running,
                "/api/v1/workflows/" + talking.name() + "/talking/log?logOptions.follow=true&logOptions.container="
                        + container,
                token);
    }

    private static RecordedStream follow(ManagedChannel channel, String container, String token) {
        return ArgoMethod.call(
                channel,
                "workflow.WorkflowService/WorkflowLogs",
                ArgoMethod.message(1, "talking", 2, talking.name(), 4, ArgoMethod.message(1, container, 2, true)),
                "Bearer " + token);
    }

    private static RecordedStream events(RunningGateway running, String path, String token) {
        return EventLines.open(
                new ArgoApiUnderTest("gateway", running.rest()), path, EventLines.SERVER_SENT_EVENTS, token);
    }

    private static String scientist() {
        return faces.scientist().token();
    }
}
