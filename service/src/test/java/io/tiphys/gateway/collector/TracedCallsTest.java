package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.FreePorts;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.tracing.TracingConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of calls from a caller's headers to the Argo Server, as a real collector receives them. */
final class TracedCallsTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String WORKFLOWS = "/api/v1/workflows/science";
    private static final String SECRET = "v2:secret-of-ada";

    private static final BlockingQueue<RequestHeaders> SEEN_BY_ARGO = new LinkedBlockingQueue<>();

    private static final int MANAGEMENT = FreePorts.next();
    private static final BlockingQueue<String> CREATED = new LinkedBlockingQueue<>();

    private static Server argo;
    private static OtlpCollector collector;
    private static RunningGateway gateway;
    private static ClientFactory clients;

    private final AuditLines audit = new AuditLines();

    /** The trace of the caller, for each test another one. */
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    private final String parent = "00-" + trace + "-" + SPAN + "-01";

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service(
                        WORKFLOWS + "/{name}",
                        (context, request) -> answer(context.pathParam("name"), request.headers()))
                .service(
                        WORKFLOWS,
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(one -> {
                                    CREATED.add(one.contentUtf8());
                                    return answer("created", one.headers());
                                })))
                .service("/workflow.WorkflowService/GetWorkflow", (context, request) -> notFound(request.headers()))
                .build();
        argo.start().join();
        collector = new OtlpCollector();
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), properties());
        clients = ClientFactory.builder().build();
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(collector.properties());
        properties.put("tiphys.tracing.pods", true);
        properties.put("endpoints.all.port", MANAGEMENT);
        return properties;
    }

    @AfterAll
    static void stop() {
        clients.close();
        gateway.close();
        collector.close();
        argo.stop().join();
    }

    @AfterEach
    void forget() {
        audit.close();
        SEEN_BY_ARGO.clear();
    }

    private static HttpResponse answer(String name, RequestHeaders headers) {
        SEEN_BY_ARGO.add(headers);
        return name.equals("broken")
                ? HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR)
                : HttpResponse.of(
                        HttpStatus.OK,
                        MediaType.JSON,
                        "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"science\"},\"spec\":{}}");
    }

    private static HttpResponse notFound(RequestHeaders headers) {
        SEEN_BY_ARGO.add(headers);
        return HttpResponse.of(ResponseHeaders.builder(200)
                .add("content-type", "application/grpc")
                .add("grpc-status", "5")
                .endOfStream(true)
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {WORKFLOWS + "/hello", "/v1/environments/lab/namespaces/science/workflows/hello"})
    void aTraceLeadsFromTheCallerOverTheGatewayToTheArgoServer(String path) throws InterruptedException {
        call(path, "traceparent", parent, "tracestate", "vendor=of-the-caller");

        RequestHeaders sent = SEEN_BY_ARGO.take();
        Span server = collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(OtlpCollector.hex(server.getTraceId())).isEqualTo(trace);
        assertThat(OtlpCollector.hex(server.getParentSpanId())).isEqualTo(SPAN);
        assertThat(attributes(server))
                .containsEntry("tiphys.operation", path.startsWith("/v1") ? "getWorkflow" : "GetWorkflow")
                .containsEntry("tiphys.environment", "lab")
                .containsEntry("tiphys.outcome", "OK")
                .containsEntry("k8s.namespace.name", "science")
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200");
        assertThat(audit.next()).containsEntry("trace", trace);
        assertThat(sent.get("traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-01")
                .doesNotContain(SPAN);
        assertThat(sent.getAll("traceparent")).hasSize(1);
        assertThat(sent.get("tracestate")).isEqualTo("vendor=of-the-caller");
    }

    @Test
    void theRequestToTheArgoServerIsASpanOfItsOwn() throws InterruptedException {
        call(WORKFLOWS + "/hello", "traceparent", parent);

        Span client = collector.find(trace, SpanKind.SPAN_KIND_CLIENT);
        assertThat(SEEN_BY_ARGO.take().get("traceparent"))
                .isEqualTo("00-" + trace + "-" + OtlpCollector.hex(client.getSpanId()) + "-01");
        assertThat(client.getName()).isEqualTo("argo-server GET");
        assertThat(attributes(client))
                .containsEntry("tiphys.environment", "lab")
                .containsEntry("server.port", Integer.toString(argo.activeLocalPort()))
                .containsEntry("http.response.status_code", "200");
        Span server = collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
    }

    @Test
    void aGrpcCallHasItsStatus() throws InterruptedException {
        byte[] frame = {0, 0, 0, 0, 15, 0x0a, 4, 'g', 'o', 'n', 'e', 0x12, 7, 's', 'c', 'i', 'e', 'n', 'c', 'e'};
        RequestHeaders head = RequestHeaders.of(
                HttpMethod.POST,
                "/workflow.WorkflowService/GetWorkflow",
                "authorization",
                "Bearer " + SECRET,
                "content-type",
                "application/grpc",
                "te",
                "trailers",
                "traceparent",
                parent);
        client().execute(HttpRequest.of(head, HttpData.wrap(frame))).aggregate().join();

        Span server = collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(server.getName()).isEqualTo("GetWorkflow");
        assertThat(attributes(server))
                .containsEntry("rpc.grpc.status_code", "5")
                .containsEntry("tiphys.outcome", "NOT_FOUND");
        assertThat(server.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void aFailureOfTheUpstreamIsAnErrorOfBothSpans() throws InterruptedException {
        call(WORKFLOWS + "/broken", "traceparent", parent);

        Span client = collector.find(trace, SpanKind.SPAN_KIND_CLIENT);
        Span server = collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(client.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(server.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(client)).containsEntry("error.type", "500");
        assertThat(attributes(server)).containsEntry("error.type", "INTERNAL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-01-and-more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "nonsense"
            })
    void aMalformedTraceOfACallerIsIgnoredAndNotPassedOn(String parent) throws InterruptedException {
        call(WORKFLOWS + "/hello", "traceparent", parent, "tracestate", "vendor=unasked");

        RequestHeaders sent = SEEN_BY_ARGO.take();
        assertThat(sent.get("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03")
                .doesNotContain(TRACE);
        assertThat(sent.get("tracestate")).isNull();
    }

    @Test
    void twoTracesOfOneCallAreNone() throws InterruptedException {
        call(WORKFLOWS + "/hello", "traceparent", parent, "traceparent", parent);

        assertThat(SEEN_BY_ARGO.take().get("traceparent")).doesNotContain(trace);
    }

    @Test
    void anUnsampledTraceStaysUnsampledAndContinues() throws InterruptedException {
        call(WORKFLOWS + "/hello", "traceparent", "00-" + trace + "-" + SPAN + "-00");

        assertThat(SEEN_BY_ARGO.take().get("traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-00");
    }

    @Test
    void nothingOfACallLeavesWithItsSpansButWhatTheDocumentationNames() throws InterruptedException {
        call(
                WORKFLOWS + "/secret-name?getOptions.resourceVersion=secret-query",
                "cookie",
                "authorization=secret-cookie",
                "x-secret",
                "secret-header",
                "user-agent",
                "secret-agent",
                "x-request-id",
                "the-id-of-it",
                "traceparent",
                parent);
        collector.find(trace, SpanKind.SPAN_KIND_CLIENT);
        collector.find(trace, SpanKind.SPAN_KIND_SERVER);

        assertThat(collector.everything()).contains("the-id-of-it").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {TracingConfiguration.HTTP, TracingConfiguration.GRPC})
    void bothProtocolsCarryTheSpans(String protocol) throws InterruptedException {
        try (OtlpCollector other = new OtlpCollector();
                RunningGateway second = RunningGateway.inFrontOf(argo.activeLocalPort(), other.properties(protocol))) {
            call(second, WORKFLOWS + "/hello", "traceparent", parent);
            other.find(trace, SpanKind.SPAN_KIND_SERVER);
            assertThat(other.requests().get(0).path())
                    .isEqualTo(
                            protocol.equals(TracingConfiguration.GRPC)
                                    ? "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
                                    : "/v1/traces");
            Until.until(
                    "the spans are counted",
                    () -> second.beans()
                                    .getBean(MeterRegistry.class)
                                    .get("tiphys.tracing.spans")
                                    .tag("outcome", "exported")
                                    .counter()
                                    .count()
                            >= 2);
        }
    }

    @Test
    void withoutACollectorTheCallersTracePassesAsItIs() throws InterruptedException {
        try (RunningGateway untraced = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of())) {
            call(untraced, WORKFLOWS + "/hello", "traceparent", parent);

            assertThat(SEEN_BY_ARGO.take().get("traceparent")).isEqualTo(parent);
            assertThat(audit.next()).doesNotContainKey("trace");
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/environments/lab/namespaces/science/workflows, true", WORKFLOWS + ", false"})
    void aCreatedWorkflowCarriesTheTraceOfItsCall(String path, boolean own) throws InterruptedException {
        String document = """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "hello-"},
                 "spec": {"entrypoint": "main", "serviceAccountName": "default",
                 "templates": [{"name": "main", "suspend": {}}]}}""";
        RequestHeaders head = RequestHeaders.of(
                HttpMethod.POST,
                path,
                "authorization",
                "Bearer " + SECRET,
                "content-type",
                "application/json",
                "idempotency-key",
                trace,
                "traceparent",
                parent);
        AggregatedHttpResponse answer = client(gateway)
                .execute(HttpRequest.of(head, HttpData.ofUtf8(own ? document : "{\"workflow\":" + document + "}")))
                .aggregate()
                .join();

        assertThat(answer.status().isSuccess()).as(answer.contentUtf8()).isTrue();
        String server = OtlpCollector.hex(
                collector.find(trace, SpanKind.SPAN_KIND_SERVER).getSpanId());
        String annotation = "\"tiphys.io/traceparent\":\"00-" + trace + "-" + server + "-01\"";
        assertThat(CREATED.take())
                .contains(annotation)
                .contains("\"podMetadata\":{\"annotations\":{" + annotation + "}}");
    }

    @Test
    void openMetricsNameTheTraceBehindANumber() {
        call(WORKFLOWS + "/exemplar", "traceparent", parent);
        collector.find(trace, SpanKind.SPAN_KIND_SERVER);

        AggregatedHttpResponse open = metrics("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3");
        assertThat(open.contentType()).hasToString("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.contentUtf8())
                .endsWith("# EOF\n")
                .containsPattern("tiphys_calls_seconds_count\\{[^}]*} [0-9.]+ # \\{span_id=\"[0-9a-f]{16}\",trace_id=");
        AggregatedHttpResponse text = metrics("text/plain");
        assertThat(text.contentType().type()).isEqualTo("text");
        assertThat(text.contentUtf8()).contains("tiphys_calls_seconds_count").doesNotContain("trace_id");
    }

    private static AggregatedHttpResponse metrics(String accepted) {
        return WebClient.builder("h1c://127.0.0.1:" + MANAGEMENT)
                .factory(clients)
                .build()
                .execute(RequestHeaders.of(HttpMethod.GET, "/prometheus", "accept", accepted))
                .aggregate()
                .join();
    }

    private static AggregatedHttpResponse call(String path, String... headers) {
        return call(gateway, path, headers);
    }

    private static AggregatedHttpResponse call(RunningGateway called, String path, String... headers) {
        var head = RequestHeaders.builder(HttpMethod.GET, path).add("authorization", "Bearer " + SECRET);
        for (int i = 0; i < headers.length; i += 2) {
            head.add(headers[i], headers[i + 1]);
        }
        return client(called).execute(head.build()).aggregate().join();
    }

    private static WebClient client() {
        return client(gateway);
    }

    private static WebClient client(RunningGateway called) {
        return WebClient.builder("h2c://127.0.0.1:" + called.port())
                .factory(clients)
                .build();
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(KeyValue::getKey, attribute -> text(attribute.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }
}
