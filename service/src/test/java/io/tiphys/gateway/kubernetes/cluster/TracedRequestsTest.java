package io.tiphys.gateway.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tiphys.gateway.collector.RecordedSpans;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.tracing.CallSpan;
import io.tiphys.gateway.tracing.TraceContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TracedRequestsTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final RecordedSpans spans = new RecordedSpans();
    private final TracedRequests requests = new TracedRequests(spans.tracing(), "lab");
    private final CallSpan call = spans.tracing().call(List.of("00-" + TRACE + "-00f067aa0ba902b7-01"), List.of());

    @Test
    void belongToTheCallThatCausedThemOverAllThreadsBetween() {
        try (TraceContext.Entered ignored = call.enter()) {
            Parallel.all(
                    List.of(() -> TimeBound.call(
                            Duration.ofSeconds(10), () -> requests.call("create tokenreviews", () -> "ada"))),
                    Deadline.after(Duration.ofSeconds(10)));
        }

        SpanData span = spans.ended().get(0);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getName()).isEqualTo("kubernetes create tokenreviews");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void nameTheStatusOfAFailureAndNotItsMessage() {
        try (TraceContext.Entered ignored = call.enter()) {
            assertThatThrownBy(() -> requests.call("create tokenreviews", () -> {
                        throw new KubernetesClientException("secret", 403, null);
                    }))
                    .isInstanceOf(KubernetesClientException.class);
        }

        SpanData span = spans.ended().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("403");
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void haveNoSpanOutsideOfCalls() throws Exception {
        assertThat(requests.call("probe", () -> "well")).isEqualTo("well");

        assertThat(spans.ended()).isEmpty();
    }
}
