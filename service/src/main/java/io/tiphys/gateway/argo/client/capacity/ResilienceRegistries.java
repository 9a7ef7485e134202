package io.tiphys.gateway.argo.client.capacity;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** The limits of all environments, exposed as metrics with the environment's name as a tag. Thread-safe. */
@Singleton
public final class ResilienceRegistries {
    private final CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();

    /** @param meters the registries that expose the limits; may be empty */
    public ResilienceRegistries(List<MeterRegistry> meters) {
        for (MeterRegistry registry : meters) {
            TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(registry);
            TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(registry);
        }
    }

    public CircuitBreakerRegistry circuits() {
        return circuits;
    }

    BulkheadRegistry bulkheads() {
        return bulkheads;
    }
}
