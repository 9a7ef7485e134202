package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.caller.IssuedTokens;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows of the tokens that it was told where they come from; of others nothing can be told. */
public final class FakeIssuedTokens implements IssuedTokens {
    private final Map<Token, Origin> known = new ConcurrentHashMap<>();

    private record Token(String environment, BearerToken token) {}

    /** From now on this token comes from there, by what the environment's cluster publishes. */
    public FakeIssuedTokens knows(String environment, String token, Origin origin) {
        known.put(new Token(environment, BearerToken.of(token)), origin);
        return this;
    }

    @Override
    public Origin originOf(String environment, BearerToken token, TokenClaims claims) {
        return known.getOrDefault(new Token(environment, token), Origin.UNDECIDED);
    }
}
