package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.access.review.AccessReviewer;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.kubernetes.cluster.Cluster;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.kubernetes.cluster.KubernetesFailures;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries the API server's authorizer: about an identity under the gateway's account, or about the owner of a token with
 * that token.
 */
@Singleton
final class Fabric8AccessReviewer implements AccessReviewer {
    private static final Logger LOG = LoggerFactory.getLogger(Fabric8AccessReviewer.class);

    private final Clusters clusters;

    Fabric8AccessReviewer(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public AccessDecision review(String environment, KubernetesIdentity subject, AccessCheck check) {
        return decide(
                environment,
                cluster -> AccessReviews.decision(cluster.ask(
                                "create subjectaccessreviews",
                                client -> client.authorization()
                                        .v1()
                                        .subjectAccessReview()
                                        .create(AccessReviews.about(subject, check)))
                        .getStatus()),
                "the gateway's own account may not create subjectaccessreviews");
    }

    @Override
    public AccessDecision reviewSelf(String environment, BearerToken token, AccessCheck check) {
        return decide(
                environment,
                cluster -> AccessReviews.decision(cluster.askHolder(token, AccessReviews.aboutHolder(check))
                        .getStatus()),
                "the token's holder may not create selfsubjectaccessreviews");
    }

    private AccessDecision decide(
            String environment, Function<Cluster, AccessDecision> review, String explanationOfForbidden) {
        try {
            return review.apply(clusters.of(environment));
        } catch (KubernetesClientException e) {
            LOG.warn("an access review in environment {} was not answered: status {}", environment, e.getCode(), e);
            return new Undecided(
                    switch (e.getCode()) {
                        case KubernetesFailures.UNAUTHORIZED ->
                            "the API server does not accept the token of the request";
                        case KubernetesFailures.FORBIDDEN -> explanationOfForbidden;
                        default -> "the API server did not answer";
                    });
        } catch (RuntimeException e) {
            LOG.warn("an access review in environment {} failed", environment, e);
            return new Undecided("the API server could not be asked");
        }
    }
}
