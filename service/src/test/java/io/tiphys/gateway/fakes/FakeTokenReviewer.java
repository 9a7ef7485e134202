package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.TokenReviewer;
import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Knows the tokens that it was told, and remembers which environments it was asked about. */
public final class FakeTokenReviewer implements TokenReviewer {
    /** The environments whose clusters were asked, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** In whose turns. */
    public final List<Turn> turns = new CopyOnWriteArrayList<>();

    /** Run at the start of every review, with the environment's name; may wait or throw. */
    public volatile Consumer<String> before = environment -> {};

    private final Map<Token, KubernetesIdentity> known = new ConcurrentHashMap<>();

    private record Token(String environment, BearerToken token) {}

    /** From now on this token is that user's, in all environments. */
    public FakeTokenReviewer knows(String token, String user) {
        return knows("", token, new KubernetesIdentity(user, "", List.of("system:authenticated"), Map.of()));
    }

    /** From now on this token is that identity's, in this environment alone. */
    public FakeTokenReviewer knows(String environment, String token, KubernetesIdentity identity) {
        known.put(new Token(environment, BearerToken.of(token)), identity);
        return this;
    }

    /** From now on this token is nobody's. */
    public void forget(String token) {
        known.keySet().removeIf(kept -> kept.token().equals(BearerToken.of(token)));
    }

    @Override
    public Review review(String environment, BearerToken token, Turn turn) {
        asked.add(environment);
        turns.add(turn);
        before.accept(environment);
        KubernetesIdentity identity =
                known.getOrDefault(new Token("", token), known.get(new Token(environment, token)));
        return identity == null ? new Unauthenticated() : new Authenticated(identity);
    }
}
