package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.tracing.TracingConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of calls from a caller's headers to the Argo Server, as a real collector receives them. */
final class TracedCallsTest extends TracedGatewayCalls {
    private final AuditLines audit = new AuditLines();

    @AfterEach
    void closeAudit() {
        audit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {TracedGateway.WORKFLOWS + "/hello", "/v1/environments/lab/namespaces/science/workflows/hello"})
    void aTraceLeadsFromTheCallerOverTheGatewayToTheArgoServer(String path) throws InterruptedException {
        AggregatedHttpResponse response =
                traced.call(path, "traceparent", parent, "tracestate", "vendor=of-the-caller");

        RequestHeaders sent = traced.seenByArgo.take();
        Span server = traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(OtlpCollector.hex(server.getTraceId())).isEqualTo(trace);
        assertThat(OtlpCollector.hex(server.getParentSpanId())).isEqualTo(SPAN);
        assertThat(OtlpCollector.attributes(server))
                .containsEntry("tiphys.operation", path.startsWith("/v1") ? "getWorkflow" : "GetWorkflow")
                .containsEntry("tiphys.environment", "lab")
                .containsEntry("tiphys.outcome", "OK")
                .containsEntry("k8s.namespace.name", "science")
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.response.status_code", "200");
        assertThat(audit.of(response.headers().get("x-request-id", ""))).containsEntry("trace", trace);
        assertThat(sent.get("traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-01")
                .doesNotContain(SPAN);
        assertThat(sent.getAll("traceparent")).hasSize(1);
        assertThat(sent.get("tracestate")).isEqualTo("vendor=of-the-caller");
    }

    @Test
    void theRequestToTheArgoServerIsASpanOfItsOwn() throws InterruptedException {
        traced.call(TracedGateway.WORKFLOWS + "/hello", "traceparent", parent);

        Span client = traced.collector.find(trace, SpanKind.SPAN_KIND_CLIENT);
        assertThat(traced.seenByArgo.take().get("traceparent"))
                .isEqualTo("00-" + trace + "-" + OtlpCollector.hex(client.getSpanId()) + "-01");
        assertThat(client.getName()).isEqualTo("argo-server GET");
        assertThat(OtlpCollector.attributes(client))
                .containsEntry("tiphys.environment", "lab")
                .containsEntry("server.port", Integer.toString(traced.argoPort()))
                .containsEntry("http.response.status_code", "200");
        Span server = traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
    }

    @Test
    void aGrpcCallHasItsStatus() throws InterruptedException {
        byte[] frame = {0, 0, 0, 0, 15, 0x0a, 4, 'g', 'o', 'n', 'e', 0x12, 7, 's', 'c', 'i', 'e', 'n', 'c', 'e'};
        RequestHeaders head = RequestHeaders.of(
                HttpMethod.POST,
                "/workflow.WorkflowService/GetWorkflow",
                "authorization",
                "Bearer " + TracedGateway.TOKEN,
                "content-type",
                "application/grpc",
                "te",
                "trailers",
                "traceparent",
                parent);
        traced.client()
                .execute(HttpRequest.of(head, HttpData.wrap(frame)))
                .aggregate()
                .join();

        Span server = traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(server.getName()).isEqualTo("GetWorkflow");
        assertThat(OtlpCollector.attributes(server))
                .containsEntry("rpc.grpc.status_code", "5")
                .containsEntry("tiphys.outcome", "NOT_FOUND");
        assertThat(server.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void aFailureOfTheUpstreamIsAnErrorOfBothSpans() throws InterruptedException {
        traced.call(TracedGateway.WORKFLOWS + "/broken", "traceparent", parent);

        Span client = traced.collector.find(trace, SpanKind.SPAN_KIND_CLIENT);
        Span server = traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER);
        assertThat(client.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(server.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(OtlpCollector.attributes(client)).containsEntry("error.type", "500");
        assertThat(OtlpCollector.attributes(server)).containsEntry("error.type", "INTERNAL");
    }

    @Test
    void nothingOfACallLeavesWithItsSpansButWhatTheDocumentationNames() throws InterruptedException {
        traced.call(
                TracedGateway.WORKFLOWS + "/secret-name?getOptions.resourceVersion=secret-query",
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
        traced.collector.find(trace, SpanKind.SPAN_KIND_CLIENT);
        traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER);

        assertThat(traced.collector.everything()).contains("the-id-of-it").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {TracingConfiguration.HTTP, TracingConfiguration.GRPC})
    void bothProtocolsCarryTheSpans(String protocol) throws InterruptedException {
        try (OtlpCollector other = new OtlpCollector();
                RunningGateway second = RunningGateway.inFrontOf(traced.argoPort(), other.properties(protocol))) {
            traced.call(second, TracedGateway.WORKFLOWS + "/hello", "traceparent", parent);
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
}
