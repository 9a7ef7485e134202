package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewSpec;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatus;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewStatusBuilder;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AccessReviewsTest {
    private static final AccessCheck CHECK = new AccessCheck("get", "", "pods", "log", "science", "pod-1");

    static Stream<Arguments> decisions() {
        return Stream.of(
                Arguments.of(status(true, null, "RBAC: allowed", null), new Allowed()),
                Arguments.of(status(true, null, "RBAC: allowed", "one rule was broken"), new Allowed()),
                Arguments.of(status(false, null, null, null), new Denied("")),
                Arguments.of(status(false, null, "no rule", ""), new Denied("no rule")),
                Arguments.of(status(false, true, "forbidden by policy", "broken"), new Denied("forbidden by policy")),
                Arguments.of(status(true, true, "forbidden by policy", null), new Denied("forbidden by policy")),
                Arguments.of(status(false, null, "no rule", "webhook timed out"), new Undecided("webhook timed out")),
                Arguments.of(null, new Undecided("the API server gave no answer")));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void readsTheDecision(@Nullable SubjectAccessReviewStatus status, AccessDecision expected) {
        assertThat(AccessReviews.decision(status)).isEqualTo(expected);
    }

    @Test
    void asksForTheWholeIdentity() {
        SubjectAccessReviewSpec spec = AccessReviews.about(
                        new KubernetesIdentity("alice", "uid-1", List.of("scientists"), Map.of("scopes", List.of("a"))),
                        CHECK)
                .getSpec();
        assertThat(spec.getUser()).isEqualTo("alice");
        assertThat(spec.getUid()).isEqualTo("uid-1");
        assertThat(spec.getGroups()).containsExactly("scientists");
        assertThat(spec.getExtra()).isEqualTo(Map.of("scopes", List.of("a")));
        assertThat(spec.getResourceAttributes())
                .satisfies(asked -> assertThat(List.of(
                                asked.getVerb(),
                                asked.getGroup(),
                                asked.getResource(),
                                asked.getSubresource(),
                                asked.getNamespace(),
                                asked.getName()))
                        .containsExactly("get", "", "pods", "log", "science", "pod-1"));
        assertThat(AccessReviews.aboutHolder(CHECK).getSpec().getResourceAttributes())
                .isEqualTo(spec.getResourceAttributes());
    }

    private static SubjectAccessReviewStatus status(
            boolean allowed, @Nullable Boolean denied, @Nullable String reason, @Nullable String error) {
        return new SubjectAccessReviewStatusBuilder()
                .withAllowed(allowed)
                .withDenied(denied)
                .withReason(reason)
                .withEvaluationError(error)
                .build();
    }
}
