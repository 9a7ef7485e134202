package io.tiphys.gateway.argo;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The Argo Servers of all environments. Thread-safe. */
@Singleton
final class ArgoServers implements AutoCloseable {
    private final Map<String, ArgoServer> byEnvironment;

    ArgoServers(SubmissionEnvironments environments, ResilienceRegistries registries, Clock clock) {
        byEnvironment = environments.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        SubmissionEnvironment::name, environment -> new ArgoServer(environment, registries, clock)));
    }

    /** The server of an environment from the configuration. */
    ArgoServer of(SubmissionEnvironment environment) {
        return Objects.requireNonNull(byEnvironment.get(environment.name()));
    }

    /** Ends all calls and streams. */
    @Override
    @PreDestroy
    public void close() {
        byEnvironment.values().forEach(ArgoServer::close);
    }
}
