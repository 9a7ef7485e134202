package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.AccessCheck;
import io.tiphys.gateway.access.AccessDecision;
import io.tiphys.gateway.access.AccessDecision.Allowed;
import io.tiphys.gateway.access.AccessDecision.Denied;
import io.tiphys.gateway.access.AccessDecision.Undecided;
import io.tiphys.gateway.access.AccessReviewer;
import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the API server's authorizer, about an identity under the gateway's account or with a token about its holder. */
@Singleton
final class Fabric8AccessReviewer implements AccessReviewer {
    private static final Logger LOG = LoggerFactory.getLogger(Fabric8AccessReviewer.class);
    private static final String SELF_REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final int CREATED = 201;

    private final Clusters clusters;

    Fabric8AccessReviewer(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public AccessDecision review(String environment, KubernetesIdentity subject, AccessCheck check) {
        SubjectAccessReview asked = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(subject.user())
                .withUid(subject.uid().isEmpty() ? null : subject.uid())
                .withGroups(subject.groups())
                .withExtra(subject.extra())
                .withResourceAttributes(attributes(check))
                .endSpec()
                .build();
        try {
            SubjectAccessReview answer = clusters.of(environment)
                    .client()
                    .authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(asked);
            return decision(answer.getStatus());
        } catch (KubernetesClientException e) {
            LOG.warn("an access review in environment {} was not answered: status {}", environment, e.getCode(), e);
            return e.getCode() == KubernetesFailures.FORBIDDEN
                    ? new Undecided("the gateway's own account may not create subjectaccessreviews")
                    : new Undecided("the API server did not answer");
        } catch (RuntimeException e) {
            LOG.warn("an access review in environment {} failed", environment, e);
            return new Undecided("the API server could not be asked");
        }
    }

    @Override
    public AccessDecision reviewSelf(String environment, BearerToken token, AccessCheck check) {
        Cluster cluster = clusters.of(environment);
        SelfSubjectAccessReview asked = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(attributes(check))
                .endSpec()
                .build();
        var serialization = cluster.client().getKubernetesSerialization();
        HttpRequest request = HttpRequest.newBuilder(cluster.url().resolve(SELF_REVIEWS))
                .timeout(cluster.callTimeout())
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(serialization.asJson(asked)))
                .build();
        try {
            HttpResponse<String> response = cluster.anonymous().send(request, BodyHandlers.ofString());
            if (response.statusCode() != CREATED) {
                LOG.warn(
                        "an access review in environment {} was not answered: status {}",
                        environment,
                        response.statusCode());
                return new Undecided("the API server did not answer");
            }
            return decision(serialization
                    .unmarshal(response.body(), SelfSubjectAccessReview.class)
                    .getStatus());
        } catch (IOException | KubernetesClientException e) {
            LOG.warn("an access review in environment {} failed", environment, e);
            return new Undecided("the API server could not be asked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Undecided("the call was cancelled");
        }
    }

    private static ResourceAttributes attributes(AccessCheck check) {
        return new ResourceAttributesBuilder()
                .withVerb(check.verb())
                .withGroup(check.group())
                .withResource(check.resource())
                .withSubresource(check.subresource())
                .withNamespace(check.namespace())
                .withName(check.name())
                .build();
    }

    /** An evaluation error without an allowance means that the authorizer does not know. */
    private static AccessDecision decision(@Nullable SubjectAccessReviewStatus status) {
        if (status == null) {
            return new Undecided("the API server gave no answer");
        }
        if (Boolean.TRUE.equals(status.getAllowed()) && !Boolean.TRUE.equals(status.getDenied())) {
            return new Allowed();
        }
        String error = Objects.requireNonNullElse(status.getEvaluationError(), "");
        return error.isEmpty() || Boolean.TRUE.equals(status.getDenied())
                ? new Denied(Objects.requireNonNullElse(status.getReason(), ""))
                : new Undecided(error);
    }
}
