package io.tiphys.gateway.rest;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.environmenthealth.PreflightReport;
import io.tiphys.gateway.error.ErrorReason;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Preflight reports for probes, which are frequent and have short timeouts. A report is cached for five seconds, and only
 * one preflight of an environment runs at a time. A probe that gets no report within {@link #TIMEOUT} gets one that states
 * this. Thread-safe.
 */
@Singleton
final class ReadinessReports {
    /** The time for which a report is cached. */
    static final Duration KEPT = Duration.ofSeconds(5);

    /** Less than the second that a kubelet waits for a probe by default. */
    static final Duration TIMEOUT = Duration.ofMillis(800);

    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("readiness").start(task);

    private final AsyncLoadingCache<SubmissionEnvironment, PreflightReport> reports;

    ReadinessReports(Preflight preflight, Ticker ticker) {
        this.reports = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(VIRTUAL)
                .expireAfterWrite(KEPT)
                .buildAsync(preflight::run);
    }

    /** The report on an environment; never fails. */
    CompletableFuture<PreflightReport> of(SubmissionEnvironment environment) {
        return reports.get(environment)
                .copy() // a probe that times out does not cancel the checks for the next one
                .completeOnTimeout(unfinished(environment), TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> unfinished(environment));
    }

    private static PreflightReport unfinished(SubmissionEnvironment environment) {
        return new PreflightReport(
                environment.name(),
                List.of(Finding.failed("preflight", ErrorReason.DEADLINE_EXCEEDED, "The checks have not ended yet.")));
    }
}
