package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Whether the gateway's own account has the permissions that the environment's credential mode needs (manifests/). */
@Singleton
final class GatewayRightsProbe implements EnvironmentProbe {
    private final Clusters clusters;

    GatewayRightsProbe(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public String check() {
        return "gateway-rights";
    }

    @Override
    public int place() {
        return 20;
    }

    @Override
    public Finding probe(SubmissionEnvironment environment) {
        try {
            String missing = clusters.of(environment.name()).ask("probe", client -> missing(client, environment));
            return missing.isEmpty()
                    ? Finding.passed(check(), "The gateway's own account has all permissions that it needs.")
                    : Finding.failed(
                            check(),
                            ErrorReason.CREDENTIAL_FORBIDDEN,
                            "The gateway's own account may not: " + missing
                                    + ". The Roles for this are in manifests/.");
        } catch (KubernetesClientException e) {
            return Finding.failed(check(), ErrorReason.KUBERNETES_UNAVAILABLE, "The API server did not answer.");
        }
    }

    private static String missing(KubernetesClient client, SubmissionEnvironment environment) {
        return GatewayRights.neededIn(environment).stream()
                .filter(right -> !allowed(client, right))
                .map(GatewayRights::phrase)
                .collect(Collectors.joining(", "));
    }

    private static boolean allowed(KubernetesClient client, AccessCheck right) {
        return AccessReviews.decision(client.authorization()
                        .v1()
                        .selfSubjectAccessReview()
                        .create(AccessReviews.aboutHolder(right))
                        .getStatus())
                instanceof Allowed;
    }
}
