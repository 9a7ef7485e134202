package io.tiphys.gateway.rest;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.environmenthealth.PreflightReport;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Readiness: one result for each environment, with each finding of its preflight by name. The gateway is ready while at
 * least one environment is ready. Another environment that is down does not make the gateway unavailable and has the status
 * {@link #DEGRADED}.
 */
@Singleton
@Readiness
final class EnvironmentHealth implements HealthIndicator {
    /** Not ready, while another environment is; does not make the gateway unready. */
    static final HealthStatus DEGRADED =
            new HealthStatus("DEGRADED", "Not ready, while another environment is", true, 500);

    private final SubmissionEnvironments environments;
    private final ReadinessReports reports;

    EnvironmentHealth(SubmissionEnvironments environments, ReadinessReports reports) {
        this.environments = environments;
        this.reports = reports;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Flux.defer(() -> {
                    List<CompletableFuture<PreflightReport>> all =
                            environments.all().stream().map(reports::of).toList(); // concurrently
                    return Flux.fromIterable(all).concatMap(Mono::fromFuture);
                })
                .collectList()
                .flatMapIterable(EnvironmentHealth::results);
    }

    private static List<HealthResult> results(List<PreflightReport> reports) {
        HealthStatus failed = reports.stream().anyMatch(PreflightReport::ready) ? DEGRADED : HealthStatus.DOWN;
        return reports.stream().map(report -> result(report, failed)).toList();
    }

    private static HealthResult result(PreflightReport report, HealthStatus failed) {
        Map<String, Object> details = new LinkedHashMap<>();
        report.findings().forEach(finding -> details.put(finding.check(), text(finding)));
        return HealthResult.builder("environment-" + report.environment())
                .status(report.ready() ? HealthStatus.UP : failed)
                .details(details)
                .build();
    }

    private static String text(Finding finding) {
        return finding.failure().map(reason -> reason + ": ").orElse("passed: ") + finding.message();
    }
}
