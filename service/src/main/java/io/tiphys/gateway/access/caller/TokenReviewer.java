package io.tiphys.gateway.access.caller;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;

/** Port to the TokenReview API (Kubernetes authentication.k8s.io/v1). Implementations are thread-safe. */
public interface TokenReviewer {
    /**
     * Asks a cluster whose token this is, for the audience of its API server.
     *
     * @param environment whose cluster
     * @param turn in whose turn
     * @throws io.tiphys.gateway.error.GatewayException with KUBERNETES_UNAVAILABLE when there is no answer, or TOO_MANY_CALLS
     *     when as many new tokens wait as may
     */
    Review review(String environment, BearerToken token, Turn turn);

    /** Reviews of one kind never wait for those of the other. */
    enum Turn {
        /** A token that was accepted before, or that the cluster has signed. */
        KNOWN,
        /** A token that anybody may have made up. */
        NEW
    }

    /** The answer. */
    sealed interface Review {}

    /** The token is this user's. */
    record Authenticated(KubernetesIdentity identity) implements Review {}

    /** The token is nobody's: expired, malformed, revoked, or for another audience. */
    record Unauthenticated() implements Review {}
}
