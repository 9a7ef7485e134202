package io.tiphys.gateway.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.util.List;

/** Begins the spans of the gateway. Without tracing every span is empty, and costs nothing. Thread-safe. */
@Singleton
public final class Tracing {
    /** The name of the instrumentation, which spans carry as their scope. */
    public static final String SCOPE = "io.tiphys.gateway";

    private final Tracer tracer;
    private final boolean enabled;
    private final boolean pods;

    /** @param tracer makes the spans */
    public Tracing(TracingConfiguration configuration, Tracer tracer) {
        this(tracer, configuration.enabled(), configuration.pods());
    }

    private Tracing(Tracer tracer, boolean enabled, boolean pods) {
        this.tracer = tracer;
        this.enabled = enabled;
        this.pods = pods;
    }

    /** Traces nothing. */
    public static Tracing off() {
        return new Tracing(OpenTelemetry.noop().getTracer(SCOPE), false, false);
    }

    /** Whether calls are traced, sampled or not. */
    public boolean enabled() {
        return enabled;
    }

    /**
     * Begins the span of a call.
     *
     * @param parents the values of the caller's headers {@code traceparent}
     * @param states the values of the caller's headers {@code tracestate}
     */
    public CallSpan call(List<String> parents, List<String> states) {
        if (!enabled) {
            return CallSpan.NONE;
        }
        Context parent = CallerTrace.of(parents, states);
        Span span = tracer.spanBuilder("call")
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent)
                .startSpan();
        return new CallSpan(span, pods);
    }

    /**
     * Begins the span of a request to an upstream. Its parent is the span of the current thread; without one, the request is
     * not part of a call, and the span is empty.
     *
     * @param upstream the upstream's name, from a fixed set: the beginning of the span's name
     * @param what the HTTP method, or other words of a fixed set: the rest of the span's name
     * @param environment the name of the environment
     */
    public UpstreamSpan upstream(String upstream, String what, String environment) {
        if (!enabled || !TraceContext.isTraced()) {
            return UpstreamSpan.NONE;
        }
        return new UpstreamSpan(tracer.spanBuilder(upstream + " " + what)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(TraceAttributes.PEER, upstream)
                .setAttribute(TraceAttributes.ENVIRONMENT, environment)
                .startSpan());
    }
}
