package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces in created workflows and their pods, and in metrics. */
final class TracesOfWorkflowsTest extends TracedGatewayCalls {
    @ParameterizedTest
    @CsvSource({"/v1/environments/lab/namespaces/science/workflows, true", TracedGateway.WORKFLOWS + ", false"})
    void aCreatedWorkflowCarriesTheTraceOfItsCall(String path, boolean own) throws InterruptedException {
        String document = """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "hello-"},
                 "spec": {"entrypoint": "main", "serviceAccountName": "default",
                 "templates": [{"name": "main", "suspend": {}}]}}""";
        RequestHeaders head = RequestHeaders.of(
                HttpMethod.POST,
                path,
                "authorization",
                "Bearer " + TracedGateway.TOKEN,
                "content-type",
                "application/json",
                "idempotency-key",
                trace,
                "traceparent",
                parent);
        AggregatedHttpResponse answer = traced.client()
                .execute(HttpRequest.of(head, HttpData.ofUtf8(own ? document : "{\"workflow\":" + document + "}")))
                .aggregate()
                .join();

        assertThat(answer.status().isSuccess()).as(answer.contentUtf8()).isTrue();
        String server = OtlpCollector.hex(
                traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER).getSpanId());
        String annotation = "\"tiphys.io/traceparent\":\"00-" + trace + "-" + server + "-01\"";
        assertThat(traced.created.take())
                .contains(annotation)
                .contains("\"podMetadata\":{\"annotations\":{" + annotation + "}}");
    }

    @Test
    void openMetricsNameTheTraceBehindANumber() {
        traced.call(TracedGateway.WORKFLOWS + "/exemplar", "traceparent", parent);
        traced.collector.find(trace, SpanKind.SPAN_KIND_SERVER);

        AggregatedHttpResponse open =
                traced.metrics("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3");
        assertThat(open.contentType()).hasToString("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.contentUtf8())
                .endsWith("# EOF\n")
                .containsPattern("tiphys_calls_seconds_count\\{[^}]*} [0-9.]+ # \\{span_id=\"[0-9a-f]{16}\",trace_id=");
        AggregatedHttpResponse text = traced.metrics("text/plain");
        assertThat(String.valueOf(text.contentType())).startsWith("text/plain");
        assertThat(text.contentUtf8()).contains("tiphys_calls_seconds_count").doesNotContain("trace_id");
    }
}
