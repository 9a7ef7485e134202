package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.Rejections;
import io.tiphys.gateway.access.caller.TokenReviewer;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.kubernetes.cluster.Cluster;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reviews tokens for the audience of the API server itself: the request names no audience, so the server's own one applies.
 */
@Singleton
final class Fabric8TokenReviewer implements TokenReviewer {
    private static final String REVIEW = "create tokenreviews";

    private final Clusters clusters;
    private final Rejections rejections;

    Fabric8TokenReviewer(Clusters clusters, Rejections rejections) {
        this.clusters = clusters;
        this.rejections = rejections;
    }

    @Override
    public Review review(String environment, BearerToken token, Turn turn) {
        TokenReview asked = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token.reveal())
                .endSpec()
                .build();
        try {
            Cluster cluster = clusters.of(environment);
            TokenReview answered = turn == Turn.KNOWN
                    ? cluster.ask(REVIEW, client -> create(client, asked))
                    : cluster.askOfNewToken(REVIEW, client -> create(client, asked));
            return answer(answered.getStatus());
        } catch (KubernetesClientException e) {
            throw KubernetesFailures.identity(e);
        } catch (GatewayException full) {
            rejections.refused(Rejections.Cause.NEW_TOKENS);
            throw full;
        }
    }

    private static TokenReview create(KubernetesClient client, TokenReview review) {
        return client.authentication().v1().tokenReviews().create(review);
    }

    /** A user without a name is not authenticated. */
    static Review answer(@Nullable TokenReviewStatus status) {
        if (status == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
            return new Unauthenticated();
        }
        UserInfo user = status.getUser();
        return user == null || user.getUsername() == null || user.getUsername().isEmpty()
                ? new Unauthenticated()
                : new Authenticated(identity(user));
    }

    private static KubernetesIdentity identity(UserInfo user) {
        return new KubernetesIdentity(
                user.getUsername(),
                Objects.requireNonNullElse(user.getUid(), ""),
                Objects.requireNonNullElse(user.getGroups(), List.of()),
                Objects.requireNonNullElse(user.getExtra(), Map.of()));
    }
}
