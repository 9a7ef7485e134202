package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps access checks and decisions to Kubernetes authorization.k8s.io/v1 and back. */
final class AccessReviews {
    private AccessReviews() {}

    static SubjectAccessReview about(KubernetesIdentity subject, AccessCheck check) {
        return new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(subject.user())
                .withUid(subject.uid().isEmpty() ? null : subject.uid())
                .withGroups(subject.groups())
                .withExtra(subject.extra())
                .withResourceAttributes(attributes(check))
                .endSpec()
                .build();
    }

    static SelfSubjectAccessReview aboutHolder(AccessCheck check) {
        return new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(attributes(check))
                .endSpec()
                .build();
    }

    /** An evaluation error without a decision means that the authorizer does not know. */
    static AccessDecision decision(@Nullable SubjectAccessReviewStatus status) {
        if (status == null) {
            return new Undecided("the API server gave no answer");
        }
        if (Boolean.TRUE.equals(status.getDenied())) {
            return denied(status);
        }
        if (Boolean.TRUE.equals(status.getAllowed())) {
            return new Allowed();
        }
        String error = Objects.requireNonNullElse(status.getEvaluationError(), "");
        return error.isEmpty() ? denied(status) : new Undecided(error);
    }

    private static AccessDecision denied(SubjectAccessReviewStatus status) {
        return new Denied(Objects.requireNonNullElse(status.getReason(), ""));
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
}
