package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import jakarta.inject.Singleton;

/** Whether the cluster serves Argo's resources; discovery is open to every service account. */
@Singleton
final class ArgoResourcesProbe implements EnvironmentProbe {
    private static final String ARGO_VERSION = "argoproj.io/v1alpha1";

    private final Clusters clusters;

    ArgoResourcesProbe(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public String check() {
        return "argo-crds";
    }

    @Override
    public int place() {
        return 30;
    }

    @Override
    public Finding probe(SubmissionEnvironment environment) {
        try {
            APIResourceList resources =
                    clusters.of(environment.name()).ask("probe", client -> client.getApiResources(ARGO_VERSION));
            boolean served = resources != null
                    && resources.getResources().stream()
                            .anyMatch(one -> one.getName().equals("workflows"));
            return served
                    ? Finding.passed(check(), "The cluster serves workflows of " + ARGO_VERSION + ".")
                    : Finding.failed(
                            check(),
                            ErrorReason.ARGO_UNAVAILABLE,
                            "The cluster does not serve workflows of " + ARGO_VERSION
                                    + ": install Argo Workflows' custom resource definitions.");
        } catch (KubernetesClientException e) {
            return Finding.failed(check(), ErrorReason.KUBERNETES_UNAVAILABLE, "The API server did not answer.");
        }
    }
}
