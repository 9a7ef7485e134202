package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import jakarta.inject.Singleton;

/** Whether the API server answers, and authenticates the gateway's own account. */
@Singleton
final class ClusterReachableProbe implements EnvironmentProbe {
    private final Clusters clusters;

    ClusterReachableProbe(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public String check() {
        return "cluster-reachable";
    }

    @Override
    public int place() {
        return 10;
    }

    @Override
    public Finding probe(SubmissionEnvironment environment) {
        try {
            return clusters.of(environment.name()).ask("probe", this::look);
        } catch (KubernetesClientException e) {
            return Finding.failed(check(), ErrorReason.KUBERNETES_UNAVAILABLE, message(environment, e.getCode()));
        }
    }

    /** An API server without its storage still returns its version, so the probe checks readiness too. */
    private Finding look(KubernetesClient client) {
        String version = client.getKubernetesVersion().getGitVersion();
        try {
            client.raw("/readyz");
        } catch (KubernetesClientException e) {
            if (e.getCode() != KubernetesFailures.FORBIDDEN) {
                throw e;
            }
        }
        return Finding.passed(check(), "Kubernetes " + version + " answers.");
    }

    private static String message(SubmissionEnvironment environment, int status) {
        String property = "tiphys.environments." + environment.name() + ".kubernetes";
        return switch (status) {
            case KubernetesFailures.UNAUTHORIZED ->
                "The API server does not accept the gateway's own token: check " + property + ".";
            case KubernetesFailures.UNREADY -> "The API server says that it is not ready.";
            default ->
                "The API server does not answer, or the access in " + property
                        + " is wrong: check it, and the network between the gateway and the API server.";
        };
    }
}
