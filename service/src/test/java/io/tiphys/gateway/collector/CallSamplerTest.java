package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallSamplerTest {
    /** An id that a sampler by the trace id would always sample. */
    private static final String SMALL = "00000000000000010000000000000001";

    @ParameterizedTest
    @CsvSource({
        // caller's trace, ratio, random number, flag trusted, sampled
        "none,      0.1, 0.05, false, true",
        "none,      0.1, 0.1,  false, false",
        "none,      0,   0,    true,  false",
        "none,      1,   0.99, false, true",
        "sampled,   0.1, 0.5,  false, false",
        "sampled,   0.1, 0.05, false, true",
        "sampled,   0,   0.5,  true,  true",
        "unsampled, 1,   0,    false, false",
        "unsampled, 1,   0,    true,  false",
        "local,     0,   0.5,  false, true"
    })
    void decides(String caller, double ratio, double random, boolean trusted, boolean sampled) {
        CallSampler sampler = new CallSampler(ratio, trusted, () -> random);

        SamplingDecision decision = sampler.shouldSample(
                        context(caller), SMALL, "call", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision();

        assertThat(decision).isEqualTo(sampled ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP);
    }

    private static Context context(String caller) {
        TraceFlags flags = caller.equals("unsampled") ? TraceFlags.getDefault() : TraceFlags.getSampled();
        SpanContext parent = caller.equals("local")
                ? SpanContext.create(SMALL, "0000000000000001", flags, TraceState.getDefault())
                : SpanContext.createFromRemoteParent(SMALL, "0000000000000001", flags, TraceState.getDefault());
        return caller.equals("none") ? Context.root() : Context.root().with(Span.wrap(parent));
    }
}
