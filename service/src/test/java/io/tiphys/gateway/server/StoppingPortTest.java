package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.server.body.UnreadBodies;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.WorkflowReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers meet at a gateway that is being stopped. */
@Timeout(60)
final class StoppingPortTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Map<String, Object> IMPATIENT = Map.of("tiphys.server.shutdown-timeout", "500ms");

    private final CompletableFuture<HttpResponse> answerOfArgo = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final Server argo = Server.builder()
            .http(0)
            .serviceUnder("/", (context, request) -> {
                asked.complete(null);
                return HttpResponse.of(answerOfArgo);
            })
            .build();

    @BeforeEach
    void start() {
        argo.start().join();
    }

    @AfterEach
    void stop() {
        answerOfArgo.complete(HttpResponse.of("late"));
        ArmeriaServers.stop(argo);
    }

    @Test
    void answersWhatComesWhileACallIsUnderWayAndLetsThatEnd() {
        try (RunningGateway gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of())) {
            WebClient client = client(gateway);
            CompletableFuture<AggregatedHttpResponse> underWay =
                    client.get("/slow").aggregate();
            asked.join();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
            GatewayServer server = gateway.beans().getBean(GatewayServer.class);
            Until.until("the stop has begun", server::isStopping);

            AggregatedHttpResponse other =
                    client.get("/v1/environments").aggregate().join();
            assertThat(other.contentUtf8()).contains("CALLER_UNKNOWN");
            assertThat(stopped).isNotDone();
            answerOfArgo.complete(HttpResponse.of("late"));

            assertThat(underWay)
                    .succeedsWithin(TIMEOUT)
                    .extracting(AggregatedHttpResponse::contentUtf8)
                    .isEqualTo("late");
            assertThat(stopped).succeedsWithin(TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/slow, application/json, '\"code\":4'",
        "/v1/environments/lab/namespaces/science/workflows/slow, application/problem+json, '\"status\":504'"
    })
    void saysOfACallThatItCutsThatItMayHaveBeenCarriedOut(String path, String type, String code)
            throws InterruptedException {
        AuditLines audit = new AuditLines();
        try (audit;
                RunningGateway gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), IMPATIENT)) {
            RequestHeaders request = RequestHeaders.of(HttpMethod.GET, path, "authorization", "Bearer v2:whoever");
            CompletableFuture<AggregatedHttpResponse> underWay =
                    client(gateway).execute(request).aggregate();
            asked.join();

            gateway.close();

            AggregatedHttpResponse answer =
                    underWay.orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(answer.status().code()).isEqualTo(504);
            assertThat(answer.headers().get("content-type")).isEqualTo(type);
            assertThat(answer.contentUtf8()).contains(code, "OUTCOME_UNKNOWN");
            assertThat(audit.of(answer.headers().get("x-request-id", ""))).containsEntry("outcome", "OUTCOME_UNKNOWN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tiphys.v1.WorkflowService/GetWorkflow", "/workflow.WorkflowService/GetWorkflow"})
    void saysOfAGrpcCallThatItCutsThatItMayHaveBeenCarriedOut(String method) {
        try (RunningGateway gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), IMPATIENT)) {
            RequestHeaders request = RequestHeaders.of(
                    HttpMethod.POST,
                    method,
                    "authorization",
                    "Bearer v2:whoever",
                    "content-type",
                    "application/grpc",
                    "te",
                    "trailers");
            CompletableFuture<AggregatedHttpResponse> underWay = client(gateway)
                    .execute(HttpRequest.of(request, HttpData.wrap(message(method))))
                    .aggregate();
            asked.join();

            gateway.close();

            AggregatedHttpResponse answer =
                    underWay.orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(answer.status().code()).isEqualTo(200);
            assertThat(answer.headers().get("content-type")).startsWith("application/grpc");
            assertThat(answer.headers().get("grpc-status")).isEqualTo("4");
            assertThat(details(answer)).contains("OUTCOME_UNKNOWN");
        }
    }

    @Test
    void doesNotWaitForTheRestOfARequestWhoseClientIsGone() {
        try (RunningGateway gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of())) {
            try (ClientFactory connection = ClientFactory.builder().build()) {
                HttpRequestWriter half = HttpRequest.streaming(HttpMethod.POST, "/v1/nowhere");
                half.write(HttpData.ofUtf8("{"));
                AggregatedHttpResponse refusal = WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                        .factory(connection)
                        .build()
                        .execute(half)
                        .aggregate()
                        .join();
                assertThat(refusal.status().isClientError()).isTrue();
            }
            assertThat(CompletableFuture.runAsync(gateway::close)).succeedsWithin(UnreadBodies.MOST.minusMillis(500));
        }
    }

    /** A workflow named "slow" in the namespace "science", in the message of the one API or the other. */
    private static byte[] message(String method) {
        byte[] message = method.startsWith("/tiphys")
                ? GetWorkflowRequest.newBuilder()
                        .setWorkflow(WorkflowReference.newBuilder()
                                .setNamespace("science")
                                .setName("slow"))
                        .build()
                        .toByteArray()
                : new byte[] {0x0a, 4, 's', 'l', 'o', 'w', 0x12, 7, 's', 'c', 'i', 'e', 'n', 'c', 'e'};
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static String details(AggregatedHttpResponse answer) {
        return new String(
                Base64.getDecoder().decode(answer.headers().get("grpc-status-details-bin")),
                StandardCharsets.ISO_8859_1);
    }

    private static WebClient client(RunningGateway gateway) {
        return WebClient.of("h2c://127.0.0.1:" + gateway.port());
    }
}
