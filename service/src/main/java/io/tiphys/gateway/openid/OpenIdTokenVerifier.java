package io.tiphys.gateway.openid;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import io.tiphys.gateway.access.caller.TokenVerifier;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Verifies tokens with the keys that their issuers publish. Environments with equal issuers share the keys. Thread-safe. */
@Singleton
final class OpenIdTokenVerifier implements TokenVerifier {
    private final Map<TokenIssuer, IssuerKeys> byIssuer = new ConcurrentHashMap<>();
    private final Function<TokenIssuer, IssuerKeys> keys;

    @Inject
    OpenIdTokenVerifier(Ticker ticker) {
        this(issuer -> IssuerKeys.of(new IssuerDocuments(issuer), ticker));
    }

    OpenIdTokenVerifier(Function<TokenIssuer, IssuerKeys> keys) {
        this.keys = keys;
    }

    @Override
    public Verification verify(TokenIssuer issuer, BearerToken token) {
        try {
            return SignedTokens.verify(issuer, token, keysOf(issuer).known());
        } catch (KeySourceException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Verification verifyWithNewKeys(TokenIssuer issuer, BearerToken token) {
        try {
            JWKSet known = keysOf(issuer).known();
            Verification verification = SignedTokens.verify(issuer, token, known);
            return verification instanceof UnknownKey
                    ? SignedTokens.verify(issuer, token, keysOf(issuer).newerThan(known))
                    : verification;
        } catch (KeySourceException e) {
            throw unavailable(e);
        }
    }

    private IssuerKeys keysOf(TokenIssuer issuer) {
        return byIssuer.computeIfAbsent(issuer, keys);
    }

    private static GatewayException unavailable(KeySourceException cause) {
        return new GatewayException(
                Problem.of(
                                ErrorReason.ISSUER_UNAVAILABLE,
                                "The keys of the token's issuer cannot be read now, so the token was not verified.")
                        .withRetryAfter(IssuerKeys.INTERVAL),
                cause);
    }
}
