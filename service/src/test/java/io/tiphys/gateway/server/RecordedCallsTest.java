package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.micrometer.core.instrument.MeterRegistry;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What audit and metrics say of calls of the Argo API, in front of an Argo Server that answers as it is told. */
final class RecordedCallsTest {
    private static final String WORKFLOWS = "/api/v1/workflows/science";

    private static Server argo;
    private static RunningGateway gateway;
    private static ClientFactory clients;

    private final AuditLines audit = new AuditLines();
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service(
                        WORKFLOWS + "/{code}",
                        (context, request) -> HttpResponse.of(Integer.parseInt(context.pathParam("code"))))
                .service(WORKFLOWS + "/cut/log", (context, request) -> cut())
                .service("/workflow.WorkflowService/GetWorkflow", (context, request) -> notFound())
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(),
                Map.of("tiphys.environments.lab.limits.circuit-breaker.failure-rate-threshold", 100));
        clients = ClientFactory.builder().build();
    }

    @AfterAll
    static void stop() {
        clients.close();
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    @AfterEach
    void listenNoMore() {
        audit.close();
    }

    private static HttpResponse cut() {
        HttpResponseWriter answer = HttpResponse.streaming();
        answer.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/json"));
        answer.write(HttpData.ofUtf8("{\"result\":{}}\n"));
        answer.whenConsumed().thenRun(() -> answer.close(new IllegalStateException("cut")));
        return answer;
    }

    private static HttpResponse notFound() {
        return HttpResponse.of(ResponseHeaders.builder(200)
                .add("content-type", "application/grpc")
                .add("grpc-status", "5")
                .add("grpc-message", "not found")
                .endOfStream(true)
                .build());
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "500, INTERNAL", "403, PERMISSION_DENIED", "404, NOT_FOUND", "409, ALREADY_EXISTS"})
    void tellsWhatTheArgoServerAnswered(int code, String outcome) throws InterruptedException {
        client().execute(known(WORKFLOWS + "/" + code)).aggregate().join();

        assertThat(audit.of(id))
                .containsEntry("api", "argo")
                .containsEntry("operation", "GetWorkflow")
                .containsEntry("environment", "lab")
                .containsEntry("namespace", "science")
                .containsEntry("workflow", Integer.toString(code))
                .containsEntry("outcome", outcome);
        assertThat(gateway.beans()
                        .getBean(MeterRegistry.class)
                        .get("tiphys.calls")
                        .tags("api", "argo", "operation", "GetWorkflow", "outcome", outcome)
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void tellsThatAStreamWasCut() throws InterruptedException {
        assertThat(client().execute(known(WORKFLOWS + "/cut/log?logOptions.container=main"))
                        .aggregate()
                        .handle((answer, failure) -> failure)
                        .join())
                .isNotNull();

        assertThat(audit.of(id))
                .containsEntry("operation", "WorkflowLogs")
                .containsEntry("workflow", "cut")
                .containsEntry("outcome", "ARGO_UNAVAILABLE");
    }

    @Test
    void tellsTheStatusOfAGrpcCall() throws InterruptedException {
        byte[] frame = {0, 0, 0, 0, 15, 0x0a, 4, 'g', 'o', 'n', 'e', 0x12, 7, 's', 'c', 'i', 'e', 'n', 'c', 'e'};
        RequestHeaders head = known("/workflow.WorkflowService/GetWorkflow").toBuilder()
                .method(HttpMethod.POST)
                .add("content-type", "application/grpc")
                .add("te", "trailers")
                .build();
        client().execute(HttpRequest.of(head, HttpData.wrap(frame))).aggregate().join();

        assertThat(audit.of(id))
                .containsEntry("operation", "GetWorkflow")
                .containsEntry("workflow", "gone")
                .containsEntry("outcome", "NOT_FOUND");
    }

    /** Names that callers make up become no labels of metrics. */
    @ParameterizedTest
    @CsvSource({
        "/api/v1/made-up-1, argo",
        "/v1/made-up-1, rest",
        "/v1/environments/made-up-1/namespaces/made-up-1/workflows, rest"
    })
    void givesEverythingThatIsUnknownOneName(String path, String api) throws InterruptedException {
        client().execute(known(path)).aggregate().join();

        assertThat(audit.of(id)).containsEntry("api", api);
        assertThat(gateway.beans().getBean(MeterRegistry.class).find("tiphys.calls").timers().stream()
                        .flatMap(timer -> timer.getId().getTags().stream())
                        .map(Object::toString))
                .noneMatch(tag -> tag.contains("made-up"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/environments, application/json",
        WORKFLOWS + "/200, application/json",
        "/tiphys.v1.WorkflowService/GetWorkflow, application/grpc",
        "/workflow.WorkflowService/GetWorkflow, application/grpc"
    })
    void refusesTwoTokensOnEveryApiAndAnswersWithTheId(String path, String type) throws InterruptedException {
        RequestHeaders head = known(path).toBuilder()
                .method(type.endsWith("grpc") ? HttpMethod.POST : HttpMethod.GET)
                .add("authorization", "Bearer another")
                .add("content-type", type)
                .build();

        var answer = client().execute(HttpRequest.of(head)).aggregate().join();

        assertThat(answer.headers().getAll("x-request-id")).containsExactly(id);
        assertThat(audit.of(id)).containsEntry("outcome", "REQUEST_INVALID");
    }

    private RequestHeaders known(String path) {
        return RequestHeaders.of(HttpMethod.GET, path, "authorization", "Bearer v2:whoever", "x-request-id", id);
    }

    private static WebClient client() {
        return WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                .factory(clients)
                .build();
    }
}
