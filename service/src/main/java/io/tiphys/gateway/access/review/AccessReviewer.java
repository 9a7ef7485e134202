package io.tiphys.gateway.access.review;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;

/**
 * Port to the access reviews of a cluster (Kubernetes authorization.k8s.io/v1). Implementations are thread-safe and never
 * throw for a failed review: they return {@link AccessDecision.Undecided}.
 */
public interface AccessReviewer {
    /** A SubjectAccessReview under the gateway's own account. */
    AccessDecision review(String environment, KubernetesIdentity subject, AccessCheck check);

    /** A SelfSubjectAccessReview with the token itself. */
    AccessDecision reviewSelf(String environment, BearerToken token, AccessCheck check);
}
