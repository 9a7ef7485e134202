package io.tiphys.gateway.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.micrometer.prometheus.management.PrometheusEndpoint;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.annotation.Read;

/**
 * The metrics in the format that a scraper asks for: OpenMetrics, which alone has exemplars, or Prometheus' text format.
 * Thread-safe.
 */
@Endpoint("prometheus")
@Replaces(PrometheusEndpoint.class)
final class MetricsEndpoint {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsEndpoint(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** GET /prometheus on the management port. */
    @Read(produces = MediaType.ALL)
    HttpResponse<String> scrape(HttpRequest<?> request) {
        String accepted = request.getHeaders().get(HttpHeaders.ACCEPT, String.class, "");
        String type = accepted.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
        return HttpResponse.ok(registry.scrape(type)).contentType(type);
    }
}
