package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.access.review.AccessReviewer;
import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Decides as it was told, and remembers what it was asked; allows everything at first. */
public final class FakeAccessReviewer implements AccessReviewer {
    /** The checks, in the order in which they were asked. */
    public final List<AccessCheck> asked = new CopyOnWriteArrayList<>();

    /** The checks with who they were about, in the order in which they were asked. */
    public final List<Review> reviews = new CopyOnWriteArrayList<>();

    private volatile Function<Review, AccessDecision> decision = review -> new AccessDecision.Allowed();

    /**
     * A review.
     *
     * @param environment whose cluster was asked
     * @param subject the user name, or {@link #HOLDER} when it was asked with a token
     * @param check the right
     */
    public record Review(String environment, String subject, AccessCheck check) {}

    /** The subject of a review that was asked with the token itself. */
    public static final String HOLDER = "holder of the token";

    /** From now on decides so. */
    public void decide(Function<AccessCheck, AccessDecision> how) {
        decision = review -> how.apply(review.check());
    }

    /** From now on decides so, by who it is about too. */
    public void decideReview(Function<Review, AccessDecision> how) {
        decision = how;
    }

    @Override
    public AccessDecision review(String environment, KubernetesIdentity subject, AccessCheck check) {
        return reviewed(new Review(environment, subject.user(), check));
    }

    @Override
    public AccessDecision reviewSelf(String environment, BearerToken token, AccessCheck check) {
        return reviewed(new Review(environment, HOLDER, check));
    }

    private AccessDecision reviewed(Review review) {
        asked.add(review.check());
        reviews.add(review);
        return decision.apply(review);
    }
}
