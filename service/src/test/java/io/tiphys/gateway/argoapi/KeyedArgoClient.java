package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ArgoRpcs;
import io.tiphys.gateway.argoproto.ArgoMessageWriter;
import io.tiphys.gateway.argoproto.WorkflowMetadata;
import io.tiphys.gateway.fakes.ByteMarshaller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A client of Argo's API that gives a key with a call, in one of the two protocols. */
final class KeyedArgoClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REPLAYED = "Idempotency-Replayed";

    /** What it speaks. */
    enum Protocol {
        HTTP,
        GRPC
    }

    /**
     * What came back.
     *
     * @param code of gRPC; 0 for success
     * @param message why it failed, with all details
     */
    record Answer(int code, String message, String name, String uid, boolean replayed) {}

    private final Protocol protocol;
    private final int port;
    private final String namespace;
    private final String token;

    KeyedArgoClient(Protocol protocol, int port, String namespace, String token) {
        this.protocol = protocol;
        this.port = port;
        this.namespace = namespace;
        this.token = token;
    }

    /** @param key empty for none */
    Answer call(String method, JsonNode request, String key) {
        ObjectNode complete = request.deepCopy();
        complete.put("namespace", namespace);
        try {
            return protocol == Protocol.HTTP ? overHttp(method, complete, key) : overGrpc(method, complete, key);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer overHttp(String method, JsonNode request, String key) throws IOException, InterruptedException {
        ArgoRpc rpc = ArgoRpcs.named(method).orElseThrow();
        String path = rpc.pathTemplate()
                .replace("{namespace}", namespace)
                .replace("{name}", request.path("name").asText())
                .replace("{uid}", request.path("uid").asText());
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(rpc.httpMethod(), BodyPublishers.ofString(request.toString()));
        if (!key.isEmpty()) {
            http.header("Idempotency-Key", key);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(http.build(), BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            return new Answer(
                    answer.statusCode() == 200 ? 0 : body.path("code").asInt(-1),
                    answer.body(),
                    body.at("/metadata/name").asText(),
                    body.at("/metadata/uid").asText(),
                    answer.headers().firstValue(REPLAYED).isPresent());
        }
    }

    private Answer overGrpc(String method, JsonNode request, String key) throws InterruptedException {
        Metadata headers = new Metadata();
        headers.put(text("authorization"), "Bearer " + token);
        if (!key.isEmpty()) {
            headers.put(text("idempotency-key"), key);
        }
        AtomicReference<Metadata> answered = new AtomicReference<>(new Metadata());
        ManagedChannel connection = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        Channel channel = ClientInterceptors.intercept(
                connection,
                MetadataUtils.newAttachHeadersInterceptor(headers),
                MetadataUtils.newCaptureMetadataInterceptor(answered, new AtomicReference<>(new Metadata())));
        MethodDescriptor<byte[], byte[]> described = MethodDescriptor.<byte[], byte[]>newBuilder(
                        new ByteMarshaller(), new ByteMarshaller())
                .setFullMethodName(method)
                .setType(MethodDescriptor.MethodType.UNARY)
                .build();
        try {
            byte[] workflow = ClientCalls.blockingUnaryCall(
                    channel, described, CallOptions.DEFAULT, ArgoMessageWriter.message("/" + method, request));
            WorkflowMetadata metadata = WorkflowMetadata.ofWorkflow(workflow);
            boolean replayed = answered.get().containsKey(text("idempotency-replayed"));
            return new Answer(0, "", metadata.name(), metadata.uid(), replayed);
        } catch (StatusRuntimeException e) {
            byte[] details = e.getTrailers() == null
                    ? new byte[0]
                    : e.getTrailers().get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
            String message = e.getStatus() + " "
                    + new String(details == null ? new byte[0] : details, StandardCharsets.ISO_8859_1);
            return new Answer(e.getStatus().getCode().value(), message, "", "", false);
        } finally {
            connection.shutdownNow();
        }
    }

    private static Metadata.Key<String> text(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
