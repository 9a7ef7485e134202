package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.TokenReviewer;
import io.tiphys.gateway.credentials.BearerToken;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reviews tokens for the audience of the API server itself: none is named, so its own one applies. */
@Singleton
final class Fabric8TokenReviewer implements TokenReviewer {
    private final Clusters clusters;

    Fabric8TokenReviewer(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Review review(String environment, BearerToken token) {
        TokenReview asked = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token.reveal())
                .endSpec()
                .build();
        TokenReview answer;
        try {
            answer = clusters.of(environment)
                    .client()
                    .authentication()
                    .v1()
                    .tokenReviews()
                    .create(asked);
        } catch (RuntimeException e) {
            throw unanswered(e);
        }
        TokenReviewStatus status = answer.getStatus();
        return status != null && Boolean.TRUE.equals(status.getAuthenticated())
                ? new Authenticated(identity(status.getUser()))
                : new Unauthenticated();
    }

    private static KubernetesIdentity identity(UserInfo user) {
        return new KubernetesIdentity(
                user.getUsername(),
                Objects.requireNonNullElse(user.getUid(), ""),
                Objects.requireNonNullElse(user.getGroups(), List.of()),
                Objects.requireNonNullElse(user.getExtra(), Map.of()));
    }

    private static RuntimeException unanswered(RuntimeException cause) {
        boolean refused = cause instanceof KubernetesClientException known
                && (known.getCode() == KubernetesFailures.FORBIDDEN
                        || known.getCode() == KubernetesFailures.UNAUTHORIZED);
        return KubernetesFailures.identityUnavailable(
                refused
                        ? "The gateway's own account may not create tokenreviews, so it cannot tell who calls. Its operator finds the ClusterRole for that in manifests/."
                        : "The Kubernetes API server did not answer, so who calls could not be established.",
                cause);
    }
}
