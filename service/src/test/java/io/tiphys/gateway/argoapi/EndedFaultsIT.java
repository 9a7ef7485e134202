package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.tiphys.gateway.argoapi.CommandPlace.Outcome;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three faults of the Argo Server, each shown there and shown to be gone through the gateway: logs that nobody gets without
 * {@code logOptions}, watches that die when Kubernetes ends its own, and lists that lose workflows.
 */
@Timeout(90)
final class EndedFaultsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 32;

    private static ArgoApisUnderTest faces;
    private static OwnArgoServer server;
    private static RunningGateway running;
    private static ArgoApiUnderTest gateway;

    @BeforeAll
    static void start() {
        faces = ArgoApisUnderTest.get();
        ClusterUnderTest cluster = faces.cluster();
        assumeTrue(cluster.argoCommand().isPresent(), "this cluster's provider has no Argo Server to start");
        server = OwnArgoServer.start(cluster);
        running = RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        server.face().uri(),
                        GatewayAccount.forDirect(cluster).access(),
                        faces.namespace(ArgoApisUnderTest.READS),
                        faces.namespace(ArgoApisUnderTest.LONG_LISTS),
                        faces.namespace(ArgoApisUnderTest.STREAMS))
                .direct());
        gateway = new ArgoApiUnderTest("gateway", running.rest());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            running.close();
            server.close();
        }
    }

    @Test
    void logsCarryLinesWithoutLogOptions() {
        assumeTrue(faces.cluster().runsPods(), "pods do not run here");
        faces.examples().awaitRest();
        String path =
                "/api/v1/workflows/" + faces.namespace(ArgoApisUnderTest.READS).name() + "/logged/log";
        try (RecordedStream through = EventLines.open(gateway, path, EventLines.SERVER_SENT_EVENTS, token())) {
            through.awaitEnd();
            for (int line = 1; line <= 5; line++) {
                assertThat(through.says("line " + line))
                        .as("line %d in %s", line, through.pieces())
                        .isTrue();
            }
        }
        assertThat(server.alive())
                .as("the gateway's request leaves the Argo Server alive")
                .isTrue();
        try (RecordedStream direct = EventLines.open(server.face(), path, EventLines.SERVER_SENT_EVENTS, token())) {
            Patience.until(
                    "the Argo Server gives no lines, or dies",
                    () -> !direct.end().isEmpty() || !server.alive());
            assertThat(direct.says("line 1"))
                    .as("lines straight from the Argo Server")
                    .isFalse();
        }
        if (!server.alive()) {
            restart();
        }
    }

    @Test
    void watchesOutliveThoseOfKubernetes() {
        ManagedChannel directChannel = ArgoMethod.channel(server.face());
        ManagedChannel gatewayChannel = ArgoMethod.channel(gateway);
        try (ChangingWorkflow workflow = changing();
                RecordedStream direct = watch(directChannel, workflow);
                RecordedStream through = watch(gatewayChannel, workflow);
                RecordedStream fields = watch(gatewayChannel, workflow, "metadata.name,metadata.labels");
                RecordedStream events = events(workflow)) {
            direct.await(ArgoMethod.shown(workflow.name()));
            through.await(ArgoMethod.shown(workflow.name()));
            fields.await(ArgoMethod.shown(workflow.name()));
            events.await(workflow.name());
            server.cutWayToKubernetes();
            assertThat(direct.awaitEnd()).startsWith("RESOURCE_EXHAUSTED").contains("EOF");
            workflow.label("step", "afterwards");
            through.await(ArgoMethod.shown("afterwards"));
            fields.await(ArgoMethod.shown("afterwards"));
            events.await("afterwards");
            workflow.close();
            through.await(ArgoMethod.shown("DELETED"));
            fields.await(ArgoMethod.shown("DELETED"));
            assertThat(List.of(through.end(), fields.end())).containsOnly("");
            assertThat(through.pieces()).as("no event twice").doesNotHaveDuplicates();
            assertThat(events.pieces()).as("no event twice").doesNotHaveDuplicates();
        } finally {
            directChannel.shutdownNow();
            gatewayChannel.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCommandLineWaitsOn(boolean http1) {
        ManagedChannel channel = ArgoMethod.channel(gateway);
        // The command line says nothing when its watch is open. What the gateway needs of Kubernetes for it is there
        // once
        // this stream, with which it shares, has said something.
        try (ChangingWorkflow workflow = changing();
                RecordedStream shared = http1 ? events(workflow) : watch(channel, workflow)) {
            shared.await(http1 ? workflow.name() : ArgoMethod.shown(workflow.name()));
            CompletableFuture<Outcome> through = run(gateway, http1, "wait " + workflow.name());
            CompletableFuture<Outcome> direct = run(server.face(), http1, "wait " + workflow.name());
            Patience.until("the Argo Server watches", () -> server.watched(workflow.name()));
            // Over HTTP/1.1 it watches again when its watch has ended, and gives up when it cannot.
            server.loseWayToKubernetes();
            assertThat(direct.join().status()).isNotZero();
            server.findWayToKubernetes();
            assertThat(through).isNotDone();
            workflow.finish();
            assertThat(through.join().status()).as(through.join().errors()).isZero();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void listsWithALimitLoseNoWorkflow() throws IOException {
        TestNamespace namespace = faces.namespace(ArgoApisUnderTest.LONG_LISTS);
        createMany(namespace);
        assertThat(names(faces.direct(), namespace))
                .as("straight from the Argo Server")
                .hasSizeLessThan(MANY);
        assertThat(names(faces.gateway(), namespace)).as("through the gateway").hasSize(MANY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCommandLineListsAllInChunks(boolean http1) {
        TestNamespace namespace = faces.namespace(ArgoApisUnderTest.LONG_LISTS);
        createMany(namespace);
        String list = "list --chunk-size 10 -o name --namespace " + namespace.name();
        assertThat(run(faces.direct(), http1, list).join().output().lines()).hasSizeLessThan(MANY);
        assertThat(run(faces.gateway(), http1, list).join().output().lines().distinct())
                .hasSize(MANY);
    }

    private static Set<String> names(ArgoApiUnderTest face, TestNamespace namespace) throws IOException {
        Set<String> names = new TreeSet<>();
        String next = "";
        do {
            JsonNode page = JSON.readTree(PlainAnswer.get(
                            face,
                            "/api/v1/workflows/" + namespace.name() + "?listOptions.limit=10&listOptions.continue="
                                    + next,
                            "Bearer " + token())
                    .body());
            assertThat(page.path("items")).hasSizeLessThanOrEqualTo(10);
            page.path("items")
                    .forEach(item -> assertThat(
                                    names.add(item.at("/metadata/name").asText()))
                            .isTrue());
            next = page.at("/metadata/continue").asText();
        } while (!next.isEmpty());
        return names;
    }

    private static synchronized void createMany(TestNamespace namespace) {
        ListedWorkflows listed = new ListedWorkflows(faces.direct(), namespace.name(), token());
        if (listed.count() == MANY) {
            return;
        }
        StringBuilder documents = new StringBuilder();
        for (int number = 0; number < MANY; number++) {
            documents
                    .append("---\n")
                    .append(ExampleObjects.document("waiting").replace("name: waiting", "name: many-" + number));
        }
        namespace.apply(documents.toString());
        for (ArgoApiUnderTest face : List.of(faces.direct(), server.face())) {
            ListedWorkflows all = new ListedWorkflows(face, namespace.name(), token());
            Patience.until("all are listed", () -> all.count() == MANY);
        }
    }

    private static RecordedStream events(ChangingWorkflow workflow) {
        return EventLines.open(
                gateway,
                "/api/v1/workflow-events/" + streams().name()
                        + "?listOptions.resourceVersion=0&listOptions.fieldSelector=metadata.name%3D" + workflow.name(),
                EventLines.SERVER_SENT_EVENTS,
                token());
    }

    private static RecordedStream watch(ManagedChannel channel, ChangingWorkflow workflow) {
        return watch(channel, workflow, "");
    }

    private static RecordedStream watch(ManagedChannel channel, ChangingWorkflow workflow, String fields) {
        return ArgoMethod.call(
                channel,
                "workflow.WorkflowService/WatchWorkflows",
                ArgoMethod.message(
                        1,
                        streams().name(),
                        2,
                        ArgoMethod.message(2, "metadata.name=" + workflow.name(), 4, "0"),
                        3,
                        fields),
                "Bearer " + token());
    }

    private static CompletableFuture<Outcome> run(ArgoApiUnderTest face, boolean http1, String line) {
        CommandPlace place = new CommandPlace(faces.cluster(), face, http1, streams(), token());
        return CompletableFuture.supplyAsync(
                () -> place.run(List.of(line.split(" "))),
                task -> Thread.ofVirtual().start(task));
    }

    private static ChangingWorkflow changing() {
        return ChangingWorkflow.create(faces.cluster().admin(), streams().name(), server.face(), token());
    }

    private static TestNamespace streams() {
        return faces.namespace(ArgoApisUnderTest.STREAMS);
    }

    private static String token() {
        return faces.scientist().token();
    }

    private static void restart() {
        stop();
        start();
    }
}
