package io.tiphys.gateway.collector;

import io.micronaut.context.annotation.Factory;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;

/** Provides the tracer. */
@Factory
final class TracerFactory {
    @Singleton
    Tracer tracer(SpanExport export) {
        return export.tracer();
    }
}
