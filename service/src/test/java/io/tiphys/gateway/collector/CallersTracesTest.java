package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace that a caller names in its headers, which are hostile until read. */
final class CallersTracesTest extends TracedGatewayCalls {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final AuditLines audit = new AuditLines();

    @AfterEach
    void closeAudit() {
        audit.close();
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
        traced.call(TracedGateway.WORKFLOWS + "/hello", "traceparent", parent, "tracestate", "vendor=unasked");

        RequestHeaders sent = traced.seenByArgo.take();
        assertThat(sent.get("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03")
                .doesNotContain(TRACE);
        assertThat(sent.get("tracestate")).isNull();
    }

    @Test
    void twoTracesOfOneCallAreNone() throws InterruptedException {
        traced.call(TracedGateway.WORKFLOWS + "/hello", "traceparent", parent, "traceparent", parent);

        assertThat(traced.seenByArgo.take().get("traceparent")).doesNotContain(trace);
    }

    @Test
    void anUnsampledTraceStaysUnsampledAndContinues() throws InterruptedException {
        traced.call(TracedGateway.WORKFLOWS + "/hello", "traceparent", "00-" + trace + "-" + SPAN + "-00");

        assertThat(traced.seenByArgo.take().get("traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-00");
    }

    @Test
    void withoutACollectorTheCallersTracePassesAsItIs() throws InterruptedException {
        try (RunningGateway untraced = RunningGateway.inFrontOf(traced.argoPort(), Map.of())) {
            AggregatedHttpResponse response =
                    traced.call(untraced, TracedGateway.WORKFLOWS + "/hello", "traceparent", parent);

            assertThat(traced.seenByArgo.take().get("traceparent")).isEqualTo(parent);
            assertThat(audit.of(response.headers().get("x-request-id", ""))).doesNotContainKey("trace");
        }
    }
}
