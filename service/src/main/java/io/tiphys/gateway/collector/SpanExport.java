package io.tiphys.gateway.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.tiphys.gateway.tracing.Tracing;
import io.tiphys.gateway.tracing.TracingConfiguration;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The way of spans to the collector; none without one. Thread-safe. */
@Singleton
final class SpanExport implements AutoCloseable {
    /** How long a stopping gateway waits for the last spans to be sent. */
    private static final int LAST_SPANS_SECONDS = 2;

    private static final int MOST_ATTRIBUTES = 32;
    private static final int LONGEST_ATTRIBUTE = 256;

    /** Logs to standard error, outside the gateway's log. {@link CountedExporter} logs failures. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final Optional<SdkTracerProvider> provider;

    SpanExport(TracingConfiguration configuration, MeterRegistry metrics) {
        provider = Optional.ofNullable(configuration.endpoint())
                .map(endpoint -> provider(configuration, endpoint, metrics));
    }

    private static SdkTracerProvider provider(TracingConfiguration configuration, URI endpoint, MeterRegistry metrics) {
        LIBRARY.setLevel(Level.OFF);
        CallSampler sampler = new CallSampler(
                configuration.samplingRatio(),
                configuration.trustSampledFlag(),
                () -> ThreadLocalRandom.current().nextDouble());
        return SdkTracerProvider.builder()
                .setResource(Resource.create(resource(configuration)))
                .setSampler(sampler)
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MOST_ATTRIBUTES)
                        .setMaxAttributeValueLength(LONGEST_ATTRIBUTE)
                        .build())
                .addSpanProcessor(processor(configuration, endpoint, metrics))
                .build();
    }

    private static SpanProcessor processor(TracingConfiguration configuration, URI endpoint, MeterRegistry metrics) {
        SpanBudget budget = new SpanBudget(configuration.maxQueue(), metrics);
        BatchSpanProcessor batches = BatchSpanProcessor.builder(
                        new CountedExporter(Exporters.of(configuration, endpoint), budget))
                .setMaxQueueSize(configuration.maxQueue())
                .setScheduleDelay(configuration.exportInterval())
                .setExporterTimeout(configuration.exportTimeout())
                .build();
        return new BoundedSpans(batches, budget);
    }

    private static Attributes resource(TracingConfiguration configuration) {
        AttributesBuilder attributes = Attributes.builder()
                .put("service.name", "tiphys")
                .put("service.instance.id", UUID.randomUUID().toString());
        for (String one : configuration.resourceAttributes()) {
            int equals = one.indexOf('=');
            attributes.put(one.substring(0, equals), one.substring(equals + 1));
        }
        return attributes.build();
    }

    /** Makes the spans. */
    Tracer tracer() {
        return provider.map(one -> one.get(Tracing.SCOPE))
                .orElseGet(() -> OpenTelemetry.noop().getTracer(Tracing.SCOPE));
    }

    /** Sends the spans that wait, for a bounded time. */
    @Override
    @PreDestroy
    public void close() {
        provider.ifPresent(one -> one.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS));
    }
}
