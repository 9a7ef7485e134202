package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Argo's streams, event by event and byte by byte: the same through the gateway, over HTTP and over gRPC. */
@Timeout(60)
final class StreamComparisonIT {
    /** At the beginning of a message, in hexadecimal: field 1 (metadata) with field 2 of it, digits in ASCII. */
    private static final Pattern VERSION_OF_LIST = Pattern.compile("^(0a[0-9a-f]{2}0a0012)[0-9a-f]{2}(?:3[0-9])+");

    private static ArgoApisUnderTest faces;
    private static ManagedChannel directChannel;
    private static ManagedChannel gatewayChannel;

    @BeforeAll
    static void open() {
        faces = ArgoApisUnderTest.get();
        directChannel = ArgoMethod.channel(faces.direct());
        gatewayChannel = ArgoMethod.channel(faces.gateway());
    }

    @AfterAll
    static void close() {
        directChannel.shutdownNow();
        gatewayChannel.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {EventLines.SERVER_SENT_EVENTS, EventLines.JSON_LINES})
    void watchesOfOneWorkflow(String accept) {
        compareWatch(
                (face, workflow) -> lines(
                        face,
                        "/api/v1/workflow-events/" + namespace()
                                + "?listOptions.resourceVersion=0&listOptions.fieldSelector=metadata.name%3D"
                                + workflow,
                        accept),
                "\"type\":\"DELETED\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {EventLines.SERVER_SENT_EVENTS, EventLines.JSON_LINES})
    void watchesOfANamespaceWithLabels(String accept) {
        compareWatch(
                (face, workflow) -> lines(
                        face,
                        "/api/v1/workflow-events/" + namespace() + "?listOptions.labelSelector=only%3D" + workflow,
                        accept),
                "\"type\":\"DELETED\"");
    }

    /** The Argo Server writes the members that it leaves in the order of their names, also inside of what is named. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "result.type,result.object.metadata.name,result.object.metadata.labels,result.object.spec",
                "-result.object.status,result.object.metadata.managedFields",
                "-status.nodes,metadata.managedFields"
            })
    void watchesWithSomeFields(String fields) {
        compareWatch(
                (face, workflow) -> lines(
                        face,
                        "/api/v1/workflow-events/" + namespace() + "?listOptions.labelSelector=only%3D" + workflow
                                + "&fields=" + fields,
                        EventLines.SERVER_SENT_EVENTS),
                "\"type\":\"DELETED\"");
    }

    @Test
    void watchesOverGrpc() {
        compareWatch(
                (face, workflow) -> ArgoMethod.call(
                        channel(face),
                        "workflow.WorkflowService/WatchWorkflows",
                        ArgoMethod.message(
                                1, namespace(), 2, ArgoMethod.message(2, "metadata.name=" + workflow, 4, "0")),
                        bearer()),
                ArgoMethod.shown("DELETED"));
    }

    /** The message has everything that is no pointer, list or map; empty where it was left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.name,status.phase",
                "result.type,result.object.metadata.labels,result.object.spec.templates.name",
                "metadata.namespace,metadata.managedFields.fieldsV1.f:metadata,status.nodes.none",
                "-status.nodes,spec.templates",
                "-result.object.status,metadata.managedFields"
            })
    void watchesWithSomeFieldsOverGrpc(String fields) {
        compareWatch(
                (face, workflow) -> ArgoMethod.call(
                        channel(face),
                        "workflow.WorkflowService/WatchWorkflows",
                        ArgoMethod.message(
                                1,
                                namespace(),
                                2,
                                ArgoMethod.message(2, "metadata.name=" + workflow, 4, "0"),
                                3,
                                fields),
                        bearer()),
                ArgoMethod.shown("DELETED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {EventLines.SERVER_SENT_EVENTS, EventLines.JSON_LINES})
    void logsOverHttp(String accept) {
        assumeTrue(faces.cluster().runsPods(), "pods do not run here");
        faces.examples().awaitRest();
        compareToTheEnd(face -> lines(
                face,
                "/api/v1/workflows/" + reads() + "/logged/log?logOptions.container=main&logOptions.follow=true",
                accept));
    }

    @Test
    void logsOverGrpc() {
        assumeTrue(faces.cluster().runsPods(), "pods do not run here");
        faces.examples().awaitRest();
        byte[] request = ArgoMethod.message(1, "logged", 2, reads(), 4, ArgoMethod.message(1, "main", 2, true));
        compareToTheEnd(
                face -> ArgoMethod.call(channel(face), "workflow.WorkflowService/WorkflowLogs", request, bearer()));
    }

    @ParameterizedTest
    @MethodSource("unaryCalls")
    void unaryCallsOverGrpc(String method, byte[] request) {
        compareToTheEnd(face -> ArgoMethod.call(channel(face), method, request, bearer()));
    }

    /** The answer of GetInfo is not among them: it holds a map, which the Argo Server writes in any order. */
    static Stream<Arguments> unaryCalls() {
        byte[] absent = ArgoMethod.message(1, "absent", 2, reads());
        byte[] namespace = ArgoMethod.message(1, reads());
        return Stream.of(
                Arguments.of("info.InfoService/GetVersion", ArgoMethod.message()),
                Arguments.of("info.InfoService/GetUserInfo", ArgoMethod.message()),
                Arguments.of("workflow.WorkflowService/ListWorkflows", namespace),
                Arguments.of("workflow.WorkflowService/GetWorkflow", absent),
                Arguments.of("workflow.WorkflowService/GetWorkflow", ArgoMethod.message(1, "waiting", 2, reads())),
                Arguments.of("workflow.WorkflowService/SuspendWorkflow", absent),
                Arguments.of("workflow.WorkflowService/NoSuchMethod", absent),
                Arguments.of("no.such.Service/Method", absent),
                Arguments.of("cronworkflow.CronWorkflowService/ListCronWorkflows", namespace),
                Arguments.of("cronworkflow.CronWorkflowService/GetCronWorkflow", absent),
                Arguments.of("workflowtemplate.WorkflowTemplateService/ListWorkflowTemplates", namespace),
                Arguments.of(
                        "clusterworkflowtemplate.ClusterWorkflowTemplateService/GetClusterWorkflowTemplate",
                        ArgoMethod.message(1, "absent")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListWorkflows", "WatchWorkflows"})
    void strangersAreRefusedOverGrpc(String method) {
        byte[] request = ArgoMethod.message(1, namespace());
        for (ArgoApiUnderTest face : faces.both()) {
            try (RecordedStream stream =
                    ArgoMethod.call(channel(face), "workflow.WorkflowService/" + method, request, "Bearer nobody")) {
                assertThat(stream.awaitEnd()).startsWith("UNAUTHENTICATED");
                assertThat(stream.says("version v"))
                        .as("an error tells the version")
                        .isFalse();
            }
        }
    }

    /** Both streams see the same workflow come, change and go. */
    private static void compareWatch(BiFunction<ArgoApiUnderTest, String, RecordedStream> open, String last) {
        try (ChangingWorkflow workflow = ChangingWorkflow.create(
                        admin(), namespace(), faces.direct(), faces.scientist().token());
                RecordedStream direct = open.apply(faces.direct(), workflow.name());
                RecordedStream gateway = open.apply(faces.gateway(), workflow.name())) {
            for (RecordedStream stream : List.of(direct, gateway)) {
                stream.await(last.contains("type") ? workflow.name() : ArgoMethod.shown(workflow.name()));
            }
            workflow.label("step", "one");
            workflow.label("step", "two");
            workflow.close();
            direct.await(last);
            gateway.await(last);
            assertThat(gateway.pieces()).isEqualTo(direct.pieces());
            assertThat(gateway.end()).isEqualTo(direct.end()).isEmpty();
        }
    }

    private static void compareToTheEnd(Function<ArgoApiUnderTest, RecordedStream> open) {
        try (RecordedStream direct = open.apply(faces.direct());
                RecordedStream gateway = open.apply(faces.gateway())) {
            assertThat(gateway.awaitEnd()).isEqualTo(direct.awaitEnd());
            assertThat(withoutVersionOfList(gateway)).isEqualTo(withoutVersionOfList(direct));
        }
    }

    /** The version of a list is that of all of Kubernetes, where others write between two calls. */
    private static List<String> withoutVersionOfList(RecordedStream stream) {
        return stream.pieces().stream()
                .map(piece -> VERSION_OF_LIST.matcher(piece).replaceFirst("$1"))
                .toList();
    }

    private static RecordedStream lines(ArgoApiUnderTest face, String path, String accept) {
        return EventLines.open(face, path, accept, faces.scientist().token());
    }

    private static ManagedChannel channel(ArgoApiUnderTest face) {
        return face == faces.direct() ? directChannel : gatewayChannel;
    }

    private static String bearer() {
        return "Bearer " + faces.scientist().token();
    }

    private static KubernetesClient admin() {
        return faces.cluster().admin();
    }

    private static String namespace() {
        return faces.namespace(ArgoApisUnderTest.STREAMS).name();
    }

    private static String reads() {
        return faces.namespace(ArgoApisUnderTest.READS).name();
    }
}
