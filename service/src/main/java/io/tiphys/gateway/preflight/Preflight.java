package io.tiphys.gateway.preflight;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Makes all checks of an environment at the same time. Thread-safe. */
@Singleton
public final class Preflight {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("preflight").start(task);

    private final List<EnvironmentProbe> probes;

    public Preflight(List<EnvironmentProbe> probes) {
        this.probes = probes.stream()
                .sorted(Comparator.comparingInt(EnvironmentProbe::place))
                .toList();
    }

    /** Makes the checks; a check that fails is a finding and never an exception. */
    public PreflightReport run(SubmissionEnvironment environment) {
        List<CompletableFuture<Finding>> findings = probes.stream()
                .map(probe -> CompletableFuture.supplyAsync(() -> probe.probe(environment), VIRTUAL)
                        .exceptionally(failure -> failed(probe.check(), failure)))
                .toList();
        return new PreflightReport(
                environment.name(),
                findings.stream().map(CompletableFuture::join).toList());
    }

    private static Finding failed(String check, Throwable failure) {
        return failure.getCause() instanceof GatewayException known
                ? Finding.failed(
                        check, known.problem().reason(), known.problem().detail())
                : Finding.failed(check, ErrorReason.INTERNAL, "The check itself failed.");
    }
}
