package io.tiphys.gateway.kubernetes;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One cluster connection per environment, made at start and closed at the end. Thread-safe. */
@Singleton
final class Clusters {
    private final Map<String, Cluster> byEnvironment = new TreeMap<>();

    Clusters(SubmissionEnvironments environments) {
        for (SubmissionEnvironment environment : environments.all()) {
            byEnvironment.put(environment.name(), new Cluster(environment));
        }
    }

    /** The cluster of an environment. */
    Cluster of(String environment) {
        return Optional.ofNullable(byEnvironment.get(environment))
                .orElseThrow(() -> new IllegalArgumentException("no environment '" + environment + "'"));
    }

    @PreDestroy
    void close() {
        byEnvironment.values().forEach(Cluster::close);
    }
}
