package io.tiphys.gateway.server.metrics;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.tiphys.gateway.tracing.TraceContext;
import io.tiphys.gateway.tracing.TraceContext.Sampled;
import org.jspecify.annotations.Nullable;

/** The span of the current thread's call as an exemplar: only if it is sampled, so that its trace can be found. Stateless. */
final class ExemplarSpans implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
        return TraceContext.sampled().map(Sampled::traceId).orElse(null);
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return TraceContext.sampled().map(Sampled::spanId).orElse(null);
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return TraceContext.sampled().isPresent();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // the sampling is decided when a call begins
    }
}
