package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.AccessCheck;
import io.tiphys.gateway.access.AccessDecision;
import io.tiphys.gateway.access.AccessReviewer;
import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Decides as it was told, and remembers what it was asked; allows everything at first. */
public final class FakeAccessReviewer implements AccessReviewer {
    /** The checks, in the order in which they were asked. */
    public final List<AccessCheck> asked = new CopyOnWriteArrayList<>();

    private volatile Function<AccessCheck, AccessDecision> decision = check -> new AccessDecision.Allowed();

    /** From now on decides so. */
    public void decide(Function<AccessCheck, AccessDecision> how) {
        decision = how;
    }

    @Override
    public AccessDecision review(String environment, KubernetesIdentity subject, AccessCheck check) {
        asked.add(check);
        return decision.apply(check);
    }

    @Override
    public AccessDecision reviewSelf(String environment, BearerToken token, AccessCheck check) {
        asked.add(check);
        return decision.apply(check);
    }
}
