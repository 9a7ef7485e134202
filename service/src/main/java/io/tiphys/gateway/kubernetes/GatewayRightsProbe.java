package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.AccessCheck;
import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.preflight.EnvironmentProbe;
import io.tiphys.gateway.preflight.Finding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the gateway's own account has the rights that the environment's credential mode needs of it (manifests/). */
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
            String missing = needed(environment)
                    .filter(right -> !allowed(environment, right))
                    .map(GatewayRightsProbe::phrase)
                    .collect(Collectors.joining(", "));
            return missing.isEmpty()
                    ? Finding.passed(check(), "The gateway's own account has the rights that it needs.")
                    : Finding.failed(
                            check(),
                            ErrorReason.CREDENTIAL_FORBIDDEN,
                            "The gateway's own account may not: " + missing
                                    + ". The Roles for that are in manifests/.");
        } catch (KubernetesClientException e) {
            return Finding.failed(check(), ErrorReason.KUBERNETES_UNAVAILABLE, "The API server could not be asked.");
        }
    }

    private boolean allowed(SubmissionEnvironment environment, AccessCheck right) {
        SelfSubjectAccessReview asked = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(right.resource())
                .withSubresource(right.subresource())
                .withNamespace(right.namespace())
                .withName(right.name())
                .endResourceAttributes()
                .endSpec()
                .build();
        SelfSubjectAccessReview answer = clusters.of(environment.name())
                .client()
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(asked);
        return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    private static Stream<AccessCheck> needed(SubmissionEnvironment environment) {
        CredentialMode mode = environment.credentialMode();
        List<AccessCheck> rights = new ArrayList<>();
        rights.add(new AccessCheck("create", "authentication.k8s.io", "tokenreviews", "", "", ""));
        if (mode.lendsRights()) {
            rights.add(new AccessCheck("create", "authorization.k8s.io", "subjectaccessreviews", "", "", ""));
        }
        namespaces(environment).forEach(namespace -> {
            switch (mode) {
                case DirectToken ignored -> {}
                case TokenRequest minted ->
                    rights.add(new AccessCheck("create", "", "serviceaccounts", "token", namespace, minted.account()));
                case ServiceAccountSecret secret -> {
                    rights.add(new AccessCheck("get", "", "serviceaccounts", "", namespace, secret.account()));
                    rights.add(new AccessCheck("get", "", "secrets", "", namespace, ""));
                    rights.add(new AccessCheck("list", "", "secrets", "", namespace, ""));
                }
            }
        });
        return rights.stream();
    }

    /** Where all namespaces are served, the default one stands for them. */
    private static Stream<String> namespaces(SubmissionEnvironment environment) {
        return environment.namespaces().all()
                ? environment.defaultNamespace().stream().map(Object::toString)
                : environment.namespaces().names().stream().sorted();
    }

    private static String phrase(AccessCheck right) {
        String place = right.namespace().isEmpty() ? "" : " in namespace '" + right.namespace() + "'";
        return right.verb() + " " + right.qualifiedResource() + place;
    }
}
