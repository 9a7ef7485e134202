package io.tiphys.gateway.grpc.health;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.concurrent.KeptValue;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environmenthealth.Preflight;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Whether at least one environment currently accepts workflows, according to the preflight. One environment that is down
 * does not make the gateway unavailable for the others. A result is cached for five seconds, and only one preflight runs at
 * a time. Thread-safe.
 */
@Singleton
public final class ServingState {
    /** The time for which a result is cached. */
    static final Duration KEPT = Duration.ofSeconds(5);

    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("health").start(task);

    private final SubmissionEnvironments environments;
    private final Preflight preflight;
    private final KeptValue<Boolean, RuntimeException> serving;

    public ServingState(SubmissionEnvironments environments, Preflight preflight, Ticker ticker) {
        this.environments = environments;
        this.preflight = preflight;
        this.serving = new KeptValue<>(this::anyReady, KEPT, ticker);
    }

    boolean serving() {
        return serving.get();
    }

    private boolean anyReady() {
        List<CompletableFuture<Boolean>> checks =
                environments.all().stream().map(this::ready).toList();
        return checks.stream().anyMatch(CompletableFuture::join);
    }

    private CompletableFuture<Boolean> ready(SubmissionEnvironment environment) {
        return CompletableFuture.supplyAsync(() -> preflight.run(environment).ready(), VIRTUAL);
    }
}
