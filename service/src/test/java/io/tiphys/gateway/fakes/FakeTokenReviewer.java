package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.TokenReviewer;
import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the tokens that it was told. */
public final class FakeTokenReviewer implements TokenReviewer {
    private final Map<BearerToken, KubernetesIdentity> known = new ConcurrentHashMap<>();

    /** From now on this token is that user's. */
    public FakeTokenReviewer knows(String token, String user) {
        known.put(BearerToken.of(token), new KubernetesIdentity(user, "", List.of("system:authenticated"), Map.of()));
        return this;
    }

    @Override
    public Review review(String environment, BearerToken token) {
        KubernetesIdentity identity = known.get(token);
        return identity == null ? new Unauthenticated() : new Authenticated(identity);
    }
}
