package io.tiphys.gateway.argo.client;

import io.tiphys.gateway.argo.client.capacity.ResilienceRegistries;
import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.tracing.Tracing;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The clients of all environments. Thread-safe. */
@Singleton
public final class ArgoClients implements AutoCloseable {
    private final Map<String, ArgoClient> byEnvironment;

    public ArgoClients(
            SubmissionEnvironments environments,
            ResilienceRegistries registries,
            ResponseBudget responses,
            Clock clock,
            Tracing tracing) {
        byEnvironment = environments.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        SubmissionEnvironment::name,
                        environment -> new ArgoClient(environment, registries, responses, clock, tracing)));
    }

    /** The client of an environment from the configuration. */
    public ArgoClient of(SubmissionEnvironment environment) {
        return Objects.requireNonNull(byEnvironment.get(environment.name()));
    }

    /** Ends all calls and streams. */
    @Override
    @PreDestroy
    public void close() {
        byEnvironment.values().forEach(ArgoClient::close);
    }
}
