package io.tiphys.gateway.access;

import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;

/** Port to the TokenReview API (Kubernetes authentication.k8s.io/v1). Implementations are thread-safe. */
public interface TokenReviewer {
    /**
     * Asks a cluster whose token this is, for the audience of its API server.
     *
     * @param environment whose cluster
     * @throws io.tiphys.gateway.error.GatewayException with KUBERNETES_UNAVAILABLE when there is no answer
     */
    Review review(String environment, BearerToken token);

    /** The answer. */
    sealed interface Review {}

    /** The token is this user's. */
    record Authenticated(KubernetesIdentity identity) implements Review {}

    /** The token is nobody's: expired, malformed, revoked, or for another audience. */
    record Unauthenticated() implements Review {}
}
