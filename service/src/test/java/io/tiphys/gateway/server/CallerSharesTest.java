package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.WorkflowReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much one caller may have under way, over all APIs together. */
@Timeout(60)
final class CallerSharesTest {
    private static final int CALLS = 4;
    private static final int STREAMS = 40;

    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<HttpResponse> answerOfArgo = new CompletableFuture<>();
    private final List<HttpResponse> open = new ArrayList<>();
    private final ClientFactory clients = ClientFactory.builder().build();
    private Server argo;
    private RunningGateway gateway;

    /** How a workflow is asked for. */
    enum Api {
        TIPHYS,
        TIPHYS_GRPC,
        ARGO,
        ARGO_GRPC;

        HttpRequest get(String token) {
            return switch (this) {
                case TIPHYS ->
                    HttpRequest.of(head(HttpMethod.GET, "/v1/environments/lab/namespaces/science/workflows/a", token));
                case ARGO -> HttpRequest.of(head(HttpMethod.GET, "/api/v1/workflows/science/a", token));
                case TIPHYS_GRPC -> grpc("/tiphys.v1.WorkflowService/GetWorkflow", token, reference());
                case ARGO_GRPC ->
                    grpc("/workflow.WorkflowService/GetWorkflow", token, new byte[] {
                        0x0a, 1, 'a', 0x12, 7, 's', 'c', 'i', 'e', 'n', 'c', 'e'
                    });
            };
        }

        private static byte[] reference() {
            return GetWorkflowRequest.newBuilder()
                    .setWorkflow(WorkflowReference.newBuilder()
                            .setNamespace("science")
                            .setName("a"))
                    .build()
                    .toByteArray();
        }

        private static HttpRequest grpc(String method, String token, byte[] message) {
            byte[] frame = ByteBuffer.allocate(5 + message.length)
                    .put((byte) 0)
                    .putInt(message.length)
                    .put(message)
                    .array();
            RequestHeaders head = head(HttpMethod.POST, method, token).toBuilder()
                    .add("content-type", "application/grpc")
                    .add("te", "trailers")
                    .build();
            return HttpRequest.of(head, HttpData.wrap(frame));
        }
    }

    @BeforeEach
    void start() {
        argo = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .service("/api/v1/workflows/science/a/log", (context, request) -> {
                    var stream = HttpResponse.streaming();
                    stream.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "text/event-stream"));
                    return stream;
                })
                .serviceUnder("/", (context, request) -> {
                    asked.incrementAndGet();
                    return HttpResponse.of(answerOfArgo);
                })
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(),
                Map.of(
                        "tiphys.environments.lab.limits.max-concurrent-calls", 2 * CALLS,
                        "tiphys.environments.lab.limits.max-open-streams", 2 * STREAMS,
                        "tiphys.environments.lab.limits.max-concurrent-streams", 4 * STREAMS,
                        "tiphys.environments.lab.limits.caller-share", 50,
                        "tiphys.environments.lab.limits.address-share", 100));
    }

    @AfterEach
    void stop() {
        open.forEach(HttpResponse::abort);
        answerOfArgo.complete(HttpResponse.of(404));
        clients.close();
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOnEveryApiWhatIsMoreThanTheShareOfACaller(Api api) {
        List<CompletableFuture<AggregatedHttpResponse>> held = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Api one = Api.values()[i % Api.values().length];
            held.add(client().execute(one.get("greedy")).aggregate());
        }
        Until.until("the calls are under way", () -> asked.get() == CALLS);

        assertRefused(api, client().execute(api.get("greedy")).aggregate().join());
        CompletableFuture<AggregatedHttpResponse> other =
                client().execute(api.get("modest")).aggregate();
        Until.until("another caller is served", () -> asked.get() == CALLS + 1);

        answerOfArgo.complete(HttpResponse.of(404));
        held.forEach(CompletableFuture::join);
        other.join();
    }

    @ParameterizedTest
    @EnumSource
    void openStreamsNeverRefuseACall(Api api) {
        for (int i = 0; i < STREAMS; i++) {
            HttpResponse log = client().execute(head(
                    HttpMethod.GET, "/api/v1/workflows/science/a/log?logOptions.container=main", "greedy"));
            open.add(log);
            assertThat(log.split()
                            .headers()
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join()
                            .status()
                            .code())
                    .isEqualTo(200);
        }
        AggregatedHttpResponse more = client().execute(
                        head(HttpMethod.GET, "/v1/environments/lab/namespaces/science/workflows:watch", "greedy"))
                .aggregate()
                .join();
        assertThat(more.status().code()).isEqualTo(429);
        assertThat(more.headers().get("retry-after")).isEqualTo("1");

        CompletableFuture<AggregatedHttpResponse> call =
                client().execute(api.get("greedy")).aggregate();
        Until.until("the call is served", () -> asked.get() == 1);
        answerOfArgo.complete(HttpResponse.of(404));
        assertThat(call.join().status().code()).isNotEqualTo(429);
    }

    private static void assertRefused(Api api, AggregatedHttpResponse answer) {
        if (api == Api.TIPHYS || api == Api.ARGO) {
            assertThat(answer.status().code()).isEqualTo(429);
            assertThat(answer.headers().get("retry-after")).isEqualTo("1");
            assertThat(answer.contentUtf8()).contains("TOO_MANY_CALLS");
        } else {
            assertThat(answer.headers().get("grpc-status")).isEqualTo("8");
            assertThat(new String(
                            Base64.getDecoder().decode(answer.headers().get("grpc-status-details-bin")),
                            StandardCharsets.ISO_8859_1))
                    .contains("TOO_MANY_CALLS", "google.rpc.RetryInfo");
        }
    }

    private static RequestHeaders head(HttpMethod method, String path, String token) {
        return RequestHeaders.of(method, path, "authorization", "Bearer v2:" + token);
    }

    private WebClient client() {
        return WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                .factory(clients)
                .responseTimeoutMillis(0)
                .build();
    }
}
