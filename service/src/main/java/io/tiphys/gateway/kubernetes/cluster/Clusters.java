package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.tracing.Tracing;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One cluster connection per environment, created on first use and closed at shutdown. A failed creation is repeated with
 * the next call and does not affect other environments. Thread-safe.
 */
@Singleton
public final class Clusters {
    private final Map<String, Cluster> byEnvironment = new ConcurrentHashMap<>();
    private final SubmissionEnvironments environments;
    private final Tracing tracing;

    public Clusters(SubmissionEnvironments environments, Tracing tracing) {
        this.tracing = tracing;
        this.environments = environments;
    }

    /**
     * The cluster of an environment.
     *
     * @throws KubernetesClientException when a setting of the environment is unusable
     */
    public Cluster of(String environment) {
        try {
            return byEnvironment.computeIfAbsent(environment, this::open);
        } catch (KubernetesClientException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new KubernetesClientException("the access to the cluster cannot be used", e);
        }
    }

    private Cluster open(String name) {
        SubmissionEnvironment environment = environments
                .find(Optional.of(name))
                .orElseThrow(() -> new IllegalArgumentException("no environment '" + name + "'"));
        return new Cluster(environment, tracing);
    }

    @PreDestroy
    public void close() {
        byEnvironment.values().forEach(Cluster::close);
    }
}
