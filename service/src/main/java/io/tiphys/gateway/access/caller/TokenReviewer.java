package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;

/** Port to the TokenReview API (Kubernetes authentication.k8s.io/v1). Implementations are thread-safe. */
public interface TokenReviewer {
    /**
     * Reviews a token with a cluster, for the audience of its API server.
     *
     * @param environment the environment of the cluster
     * @param turn the queue of the review
     * @throws io.tiphys.gateway.error.GatewayException with KUBERNETES_UNAVAILABLE when there is no response, or
     *     TOO_MANY_CALLS when the queue of new tokens is full
     */
    Review review(String environment, BearerToken token, Turn turn);

    /** The queues of reviews; a review never waits for one of the other queue. */
    enum Turn {
        /** A token that was accepted before, or that the cluster has signed. */
        KNOWN,
        /** A token that may be made up. */
        NEW
    }

    /** The result of a review. */
    sealed interface Review {}

    /** The token belongs to this user. */
    record Authenticated(KubernetesIdentity identity) implements Review {}

    /** The token is invalid: expired, malformed, revoked, or for another audience. */
    record Unauthenticated() implements Review {}
}
