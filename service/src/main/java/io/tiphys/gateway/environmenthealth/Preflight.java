package io.tiphys.gateway.environmenthealth;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs all checks of an environment in parallel. Thread-safe. */
@Singleton
public final class Preflight {
    /** The extra wait for a check, which ends by itself within the call timeout: a later check counts as hanging. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("preflight").start(task);

    private final List<EnvironmentProbe> probes;

    public Preflight(List<EnvironmentProbe> probes) {
        this.probes = probes.stream()
                .sorted(Comparator.comparingInt(EnvironmentProbe::place))
                .toList();
    }

    /**
     * Runs the checks for a caller.
     *
     * @throws GatewayException with TOKEN_KIND_UNSUPPORTED for a caller that only Argo can identify: anybody may write such
     *     a token, and an unauthenticated caller learns nothing of an environment
     */
    public PreflightReport run(CallContext callContext) {
        callContext.requireKnownCaller();
        return run(callContext.environment());
    }

    /** Runs the checks for the gateway itself; a check that fails or hangs is a finding and never an exception. */
    public PreflightReport run(SubmissionEnvironment environment) {
        Duration limit = environment.limits().callTimeout().plus(GRACE);
        List<CompletableFuture<Finding>> findings = probes.stream()
                .map(probe -> CompletableFuture.supplyAsync(() -> probe.probe(environment), VIRTUAL)
                        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> failed(probe.check(), failure)))
                .toList();
        return new PreflightReport(
                environment.name(),
                findings.stream().map(CompletableFuture::join).toList());
    }

    private static Finding failed(String check, Throwable failure) {
        return switch (failure) {
            case CompletionException wrapper when wrapper.getCause() != null -> failed(check, wrapper.getCause());
            case GatewayException known ->
                Finding.failed(check, known.problem().reason(), known.problem().detail());
            case TimeoutException late ->
                Finding.failed(check, ErrorReason.DEADLINE_EXCEEDED, "The check did not end in time.");
            default -> Finding.failed(check, ErrorReason.INTERNAL, "The check itself failed.");
        };
    }
}
