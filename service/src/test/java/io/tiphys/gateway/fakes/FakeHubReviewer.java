package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.caller.HubReviewer;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub that knows the tokens that it was told. */
public final class FakeHubReviewer implements HubReviewer {
    /** The environments whose hubs were asked, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** In whose turns. */
    public final List<Turn> turns = new CopyOnWriteArrayList<>();

    /** Run at the start of every review; may throw. */
    public volatile Runnable before = () -> {};

    private final Map<BearerToken, HubReview> known = new ConcurrentHashMap<>();

    /** From now on the hub answers this about a token. */
    public FakeHubReviewer knows(String token, HubReview review) {
        known.put(BearerToken.of(token), review);
        return this;
    }

    /** From now on this token is nobody's. */
    public void forget(String token) {
        known.remove(BearerToken.of(token));
    }

    @Override
    public HubReview review(SubmissionEnvironment environment, BearerToken token, Turn turn) {
        asked.add(environment.name());
        turns.add(turn);
        before.run();
        return known.getOrDefault(token, new UnknownToHub());
    }
}
