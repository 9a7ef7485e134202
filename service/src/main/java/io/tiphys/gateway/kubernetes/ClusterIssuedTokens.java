package io.tiphys.gateway.kubernetes;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.tiphys.gateway.access.caller.IssuedTokens;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;
import io.tiphys.gateway.kubernetes.PublishedKeys.Published;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recognises the tokens that a cluster issued, by the keys that the cluster publishes. A valid signature shows that a token
 * is not guessed, but does not accept the token: only a TokenReview does. Thread-safe.
 */
@Singleton
final class ClusterIssuedTokens implements IssuedTokens {
    private final Clusters clusters;
    private final Ticker ticker;
    private final Map<String, PublishedKeys> byEnvironment = new ConcurrentHashMap<>();

    ClusterIssuedTokens(Clusters clusters, Ticker ticker) {
        this.clusters = clusters;
        this.ticker = ticker;
    }

    @Override
    public Origin originOf(String environment, BearerToken token, TokenClaims claims) {
        Optional<String> keyId = claims.keyId();
        if (keyId.isEmpty() || claims.issuer().isEmpty()) {
            return Origin.UNDECIDED;
        }
        Optional<Published> published = byEnvironment
                .computeIfAbsent(environment, this::keysOf)
                .wanting(keyId.get())
                .filter(known -> known.issuer().equals(claims.issuer().get()));
        return published
                .map(known -> known.keys().getKeyByKeyId(keyId.get()))
                .map(key -> signedBy(key, token))
                .orElse(Origin.UNDECIDED);
    }

    private PublishedKeys keysOf(String environment) {
        return new PublishedKeys(
                environment, () -> clusters.of(environment).ask("read keys", PublishedKeys::read), ticker::read);
    }

    private static Origin signedBy(JWK key, BearerToken token) {
        try {
            Optional<JWSVerifier> verifier = verifier(key);
            if (verifier.isEmpty()) {
                return Origin.UNDECIDED;
            }
            return SignedJWT.parse(token.reveal()).verify(verifier.get()) ? Origin.CLUSTER : Origin.FORGED;
        } catch (ParseException | JOSEException e) {
            return Origin.UNDECIDED;
        }
    }

    /** Kubernetes signs with RSA or with elliptic curves. */
    private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> Optional.of(new RSASSAVerifier(rsa));
            case ECKey curve -> Optional.of(new ECDSAVerifier(curve));
            default -> Optional.empty();
        };
    }
}
