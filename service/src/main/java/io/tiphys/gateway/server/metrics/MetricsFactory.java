package io.tiphys.gateway.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.micrometer.ExportConfigurationProperties;
import io.micronaut.configuration.metrics.micrometer.prometheus.PrometheusMeterRegistryFactory;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Singleton;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Provides the registry of metrics with exemplars. */
@Factory
final class MetricsFactory {
    /** Otherwise only buckets of histograms have exemplars, and the timer of calls has no buckets: it has too many series. */
    private static final String ON_ALL_METRICS = "io.prometheus.exporter.exemplarsOnAllMetricTypes";

    @Singleton
    @Replaces(bean = PrometheusMeterRegistry.class, factory = PrometheusMeterRegistryFactory.class)
    PrometheusMeterRegistry prometheus(ExportConfigurationProperties configuration) {
        return new PrometheusMeterRegistry(
                new Configuration(configuration.getExport()),
                new PrometheusRegistry(),
                Clock.SYSTEM,
                new ExemplarSpans());
    }

    private record Configuration(Properties export) implements PrometheusConfig {
        @Override
        public @Nullable String get(String key) {
            return export.getProperty(key);
        }

        @Override
        public Properties prometheusProperties() {
            Properties properties = new Properties();
            properties.setProperty(ON_ALL_METRICS, "true");
            return properties;
        }
    }
}
