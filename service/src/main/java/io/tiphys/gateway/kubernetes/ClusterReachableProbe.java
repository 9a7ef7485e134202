package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.preflight.EnvironmentProbe;
import io.tiphys.gateway.preflight.Finding;
import jakarta.inject.Singleton;

/** Whether the API server answers, and knows the gateway's own account. */
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
            VersionInfo version = clusters.of(environment.name()).client().getKubernetesVersion();
            return Finding.passed(check(), "Kubernetes " + version.getGitVersion() + " answers.");
        } catch (KubernetesClientException e) {
            return Finding.failed(check(), ErrorReason.KUBERNETES_UNAVAILABLE, message(environment, e.getCode()));
        }
    }

    private static String message(SubmissionEnvironment environment, int status) {
        return status == KubernetesFailures.UNAUTHORIZED
                ? "The API server does not accept the gateway's own token: check tiphys.environments."
                        + environment.name() + ".kubernetes."
                : "The API server does not answer: check its address and the network between the gateway and it.";
    }
}
