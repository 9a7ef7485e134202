package io.tiphys.gateway.argoface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Argo's streams, event by event and byte by byte: the same through the gateway, over HTTP and over gRPC. */
@Timeout(60)
final class StreamComparisonIT {
    private static ArgoFaces faces;
    private static ManagedChannel directChannel;
    private static ManagedChannel gatewayChannel;

    @BeforeAll
    static void open() {
        faces = ArgoFaces.get();
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
        compareWatch((face, workflow) -> lines(
                face,
                "/api/v1/workflow-events/" + namespace() + "?listOptions.resourceVersion=0&listOptions.fieldSelector=metadata.name%3D" + workflow,
                accept), "\"type\":\"DELETED\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {EventLines.SERVER_SENT_EVENTS, EventLines.JSON_LINES})
    void watchesOfANamespaceWithLabelsAndFields(String accept) {
        compareWatch((face, workflow) -> lines(
                face,
                "/api/v1/workflow-events/" + namespace() + "?listOptions.labelSelector=only%3D" + workflow
                        + "&fields=result.type,result.object.metadata.name,result.object.metadata.labels",
                accept), "\"type\":\"DELETED\"");
    }

    @Test
    void watchesOverGrpc() {
        compareWatch((face, workflow) -> ArgoMethod.call(
                channel(face),
                "workflow.WorkflowService/WatchWorkflows",
                ArgoMethod.message(1, namespace(), 2, ArgoMethod.message(2, "metadata.name=" + workflow, 4, "0")),
                bearer()), ArgoMethod.shown("DELETED"));
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
        compareToTheEnd(face -> ArgoMethod.call(channel(face), "workflow.WorkflowService/WorkflowLogs", request, bearer()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info.InfoService/GetVersion",
                "info.InfoService/GetInfo",
                "info.InfoService/GetUserInfo",
                "workflow.WorkflowService/GetWorkflow",
                "workflow.WorkflowService/SuspendWorkflow",
                "workflow.WorkflowService/NoSuchMethod",
                "no.such.Service/Method",
                "cronworkflow.CronWorkflowService/GetCronWorkflow",
                "workflowtemplate.WorkflowTemplateService/ListWorkflowTemplates",
                "clusterworkflowtemplate.ClusterWorkflowTemplateService/GetClusterWorkflowTemplate",
                "workflowarchive.ArchivedWorkflowService/ListArchivedWorkflowLabelKeys",
                "sync.SyncService/GetSyncLimit",
            })
    void unaryCallsOverGrpc(String method) {
        byte[] request = method.contains("Workflow/") || method.contains("GetWorkflow") || method.contains("Suspend")
                ? ArgoMethod.message(1, "absent", 2, reads())
                : ArgoMethod.message();
        compareToTheEnd(face -> ArgoMethod.call(channel(face), method, request, bearer()));
    }

    @Test
    void strangersOverGrpc() {
        byte[] request = ArgoMethod.message(1, namespace());
        compareToTheEnd(face -> ArgoMethod.call(channel(face), "workflow.WorkflowService/ListWorkflows", request, "Bearer nobody"));
        compareToTheEnd(face -> ArgoMethod.call(channel(face), "workflow.WorkflowService/WatchWorkflows", request, "Bearer nobody"));
    }

    /** Both streams see the same workflow come, change and go. */
    private static void compareWatch(BiFunction<ArgoFace, String, RecordedStream> open, String last) {
        try (ChangingWorkflow workflow = ChangingWorkflow.create(admin(), namespace(), faces.direct(), faces.scientist().token());
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

    private static void compareToTheEnd(java.util.function.Function<ArgoFace, RecordedStream> open) {
        try (RecordedStream direct = open.apply(faces.direct());
                RecordedStream gateway = open.apply(faces.gateway())) {
            assertThat(gateway.awaitEnd()).isEqualTo(direct.awaitEnd());
            assertThat(gateway.pieces()).isEqualTo(direct.pieces());
        }
    }

    private static RecordedStream lines(ArgoFace face, String path, String accept) {
        return EventLines.open(face, path, accept, faces.scientist().token());
    }

    private static ManagedChannel channel(ArgoFace face) {
        return face == faces.direct() ? directChannel : gatewayChannel;
    }

    private static String bearer() {
        return "Bearer " + faces.scientist().token();
    }

    private static KubernetesClient admin() {
        return faces.cluster().admin();
    }

    private static String namespace() {
        return faces.namespace(ArgoFaces.STREAMS).name();
    }

    private static String reads() {
        return faces.namespace(ArgoFaces.READS).name();
    }
}
