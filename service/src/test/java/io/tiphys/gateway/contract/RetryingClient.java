package io.tiphys.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
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
import io.tiphys.gateway.argoproto.ArgoMessageWriter;
import io.tiphys.gateway.fakes.ByteMarshaller;
import io.tiphys.v1.SubmitWorkflowRequest;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Submits over one API, each attempt on a connection of its own, until somebody answers. Thread-safe. */
final class RetryingClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ATTEMPTS = 25;
    private static final String CREATE = "workflow.WorkflowService/CreateWorkflow";

    /** What it speaks. */
    enum Api {
        REST,
        GRPC,
        ARGO_HTTP,
        ARGO_GRPC
    }

    private final Api api;
    private final int port;
    private final String namespace;
    private final String token;

    RetryingClient(Api api, int port, String namespace, String token) {
        this.api = api;
        this.port = port;
        this.namespace = namespace;
        this.token = token;
    }

    /** Sends a workflow until an answer comes; the answer has to be a good one. */
    void submit(String workflow, Optional<String> key) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            boolean answered = switch (api) {
                case REST -> http("/v1/environments/lab/namespaces/" + namespace + "/workflows", workflow, key);
                case ARGO_HTTP -> http("/api/v1/workflows/" + namespace, "{\"workflow\":" + workflow + "}", key);
                case GRPC -> grpc(workflow, key);
                case ARGO_GRPC -> argoGrpc(workflow, key);
            };
            if (answered) {
                return;
            }
        }
        throw new AssertionError("no answer after " + MOST_ATTEMPTS + " attempts over " + api);
    }

    private boolean http(String path, String body, Optional<String> key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body));
        key.ifPresent(text -> request.header("Idempotency-Key", text));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean grpc(String workflow, Optional<String> key) throws InterruptedException {
        return call(channel -> WorkflowServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .submitWorkflow(SubmitWorkflowRequest.newBuilder()
                        .setEnvironment("lab")
                        .setNamespace(namespace)
                        .setWorkflow(ByteString.copyFromUtf8(workflow))
                        .setRequestId(key.orElse(""))
                        .build()));
    }

    private boolean argoGrpc(String workflow, Optional<String> key) throws IOException, InterruptedException {
        JsonNode request = JSON.createObjectNode().put("namespace", namespace).set("workflow", JSON.readTree(workflow));
        byte[] message = ArgoMessageWriter.message("/" + CREATE, request);
        Metadata metadata = new Metadata();
        key.ifPresent(text -> metadata.put(Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER), text));
        MethodDescriptor<byte[], byte[]> create = MethodDescriptor.<byte[], byte[]>newBuilder(
                        new ByteMarshaller(), new ByteMarshaller())
                .setFullMethodName(CREATE)
                .setType(MethodDescriptor.MethodType.UNARY)
                .build();
        return call(channel -> ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)),
                create,
                CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                message));
    }

    /** A call that is made on a connection of its own. */
    private interface Call {
        void on(Channel channel);
    }

    private boolean call(Call call) throws InterruptedException {
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .disableRetry()
                .build();
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        try {
            call.on(ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)));
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw new AssertionError(e.getStatus().toString(), e);
            }
            return false;
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }
}
