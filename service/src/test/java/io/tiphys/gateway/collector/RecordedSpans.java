package io.tiphys.gateway.collector;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tiphys.gateway.tracing.Tracing;
import io.tiphys.gateway.tracing.TracingConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Traces everything, and keeps the spans that have ended. */
public final class RecordedSpans implements SpanProcessor {
    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final Tracing tracing;

    public RecordedSpans() {
        tracing = new Tracing(
                new TracingConfiguration(
                        URI.create("http://collector.invalid"),
                        TracingConfiguration.HTTP,
                        1,
                        false,
                        null,
                        null,
                        List.of(),
                        512,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        false),
                SdkTracerProvider.builder().addSpanProcessor(this).build().get("test"));
    }

    public Tracing tracing() {
        return tracing;
    }

    /** The spans in the order of their ends. */
    public List<SpanData> ended() {
        return List.copyOf(ended);
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
