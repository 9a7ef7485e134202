package io.tiphys.gateway.argoproto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import io.tiphys.gateway.fakes.ByteMarshaller;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.TestNamespace;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends requests with added bytes to a real Argo Server, and looks at what it makes of them. */
class AddedMetadataIT {
    private static final String CREATE = "/workflow.WorkflowService/CreateWorkflow";
    private static final String SUBMIT = "/workflow.WorkflowService/SubmitWorkflow";
    private static final String TEMPLATES = "/workflowtemplate.WorkflowTemplateService/CreateWorkflowTemplate";

    private static TestNamespace namespace;
    private static ManagedChannel connection;
    private static Channel argo;

    @BeforeAll
    static void connect() {
        ClusterUnderTest cluster = ClusterUnderTest.current();
        namespace = TestNamespace.create(cluster);
        namespace.serviceAccount("scientist");
        namespace.grant(
                "scientist",
                new PolicyRuleBuilder()
                        .withApiGroups("argoproj.io")
                        .withResources("*")
                        .withVerbs("*")
                        .build());
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + namespace.token("scientist").reveal());
        connection = ManagedChannelBuilder.forAddress(
                        cluster.argoServer().getHost(), cluster.argoServer().getPort())
                .usePlaintext()
                .build();
        argo = ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @AfterAll
    static void disconnect() {
        if (connection != null) {
            connection.shutdownNow();
            namespace.close();
        }
    }

    @Test
    void aCreatedWorkflowHasWhatTheClientSaidAndWhatWasAdded() {
        WireWriter metadata = new WireWriter()
                .string(2, "added-")
                .map(11, Map.of("mine", "yes", "tiphys.io/caller", "forged"))
                .map(12, Map.of("note", "kept"));
        byte[] request = new WireWriter()
                .string(1, namespace.name())
                .message(2, object(metadata))
                .toBytes();

        JsonNode workflow = call(CREATE, withMetadata(CREATE, request));

        assertThat(workflow.at("/metadata/labels/mine").asText()).isEqualTo("yes");
        assertThat(workflow.at("/metadata/annotations/note").asText()).isEqualTo("kept");
        assertThat(workflow.at("/metadata/generateName").asText()).isEqualTo("added-");
        assertThat(workflow.at("/spec/entrypoint").asText()).isEqualTo("main");
        assertThat(workflow.at("/spec/templates")).hasToString("[{\"name\":\"main\",\"suspend\":{}}]");
        verifyAdded(workflow);
    }

    @Test
    void aSubmittedWorkflowHasWhatTheClientSaidAndWhatWasAdded() {
        call(
                TEMPLATES,
                new WireWriter()
                        .string(1, namespace.name())
                        .message(2, object(new WireWriter().string(1, "waiting")))
                        .toBytes());
        byte[] options =
                new WireWriter().string(10, "mine=yes,tiphys.io/caller=forged").toBytes();
        byte[] request = new WireWriter()
                .string(1, namespace.name())
                .string(2, "WorkflowTemplate")
                .string(3, "waiting")
                .message(4, options)
                .toBytes();

        AtomicReference<JsonNode> submitted = new AtomicReference<>();
        Until.until("the Argo Server has heard of the template", () -> isSubmitted(request, submitted));

        JsonNode workflow = submitted.get();
        assertThat(workflow.at("/metadata/labels/mine").asText()).isEqualTo("yes");
        assertThat(workflow.at("/spec/workflowTemplateRef/name").asText()).isEqualTo("waiting");
        verifyAdded(workflow);
    }

    /** The Argo Server learns of templates by a watch, a moment after it made one. */
    private static boolean isSubmitted(byte[] request, AtomicReference<JsonNode> submitted) {
        try {
            submitted.set(call(SUBMIT, withMetadata(SUBMIT, request)));
            return true;
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            return false;
        }
    }

    private static byte[] withMetadata(String method, byte[] request) {
        ObjectNode json = ArgoMessages.requestJson(method, request).orElseThrow();
        return ArgoMessages.withMetadata(
                method, request, json, Map.of("tiphys.io/caller", "ada"), Map.of("tiphys.io/note", "why"));
    }

    private static byte[] object(WireWriter metadata) {
        byte[] template =
                new WireWriter().string(1, "main").message(16, new byte[0]).toBytes();
        byte[] spec = new WireWriter().message(1, template).string(2, "main").toBytes();
        return new WireWriter().message(1, metadata.toBytes()).message(2, spec).toBytes();
    }

    private static void verifyAdded(JsonNode workflow) {
        GenericKubernetesResource stored = ClusterUnderTest.current()
                .admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .withName(workflow.at("/metadata/name").asText())
                .get();
        assertThat(stored.getMetadata().getLabels()).containsEntry("tiphys.io/caller", "ada");
        assertThat(stored.getMetadata().getAnnotations()).containsEntry("tiphys.io/note", "why");
        assertThat(stored.getMetadata().getUid())
                .isEqualTo(workflow.at("/metadata/uid").asText());
    }

    // The answer is an object, which the gateway knows as a part of the request that creates one.
    private static JsonNode call(String method, byte[] request) {
        MethodDescriptor<byte[], byte[]> described = MethodDescriptor.<byte[], byte[]>newBuilder(
                        new ByteMarshaller(), new ByteMarshaller())
                .setFullMethodName(method.substring(1))
                .setType(MethodDescriptor.MethodType.UNARY)
                .build();
        byte[] answer = ClientCalls.blockingUnaryCall(argo, described, CallOptions.DEFAULT, request);
        JsonNode object = ArgoMessages.requestJson(
                        CREATE, new WireWriter().message(2, answer).toBytes())
                .orElseThrow()
                .path("workflow");
        WorkflowMetadata metadata = WorkflowMetadata.ofWorkflow(answer);
        assertThat(object.at("/metadata/name").asText()).isEqualTo(metadata.name());
        assertThat(object.at("/metadata/uid").asText()).isEqualTo(metadata.uid());
        assertThat(object.at("/metadata/resourceVersion").asText()).isEqualTo(metadata.resourceVersion());
        assertThat(metadata.namespace()).isEqualTo(namespace.name());
        return object;
    }
}
