package io.tiphys.gateway.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An issuer in this JVM, with generated keys, that a test takes away and whose keys it rotates. */
final class TestIssuer implements JWKSetSource<SecurityContext> {
    static final String URL = "https://keycloak.example/realms/laboratory";
    static final RSAKey RSA = rsa("first");
    static final RSAKey ROTATED = rsa("second");
    static final ECKey CURVE = curve();

    final List<JWK> published = new CopyOnWriteArrayList<>(List.of(RSA.toPublicJWK(), CURVE.toPublicJWK()));
    final AtomicInteger readings = new AtomicInteger();
    volatile boolean away;

    /** Its configuration: users are {@code keycloak:<sub>}, groups {@code keycloak:<group>}. */
    static TokenIssuer configuration() {
        return configuration("keycloak", URL, "keycloak:", Map.of());
    }

    static TokenIssuer configuration(String id, String url, String prefix, Map<String, String> required) {
        return new TokenIssuer(
                id,
                url,
                Set.of("tiphys", "other-name"),
                Optional.empty(),
                Optional.empty(),
                Set.of("RS256", "PS256", "ES256"),
                Duration.ofSeconds(30),
                "sub",
                prefix,
                Optional.of(new TokenIssuer.Groups("groups", prefix)),
                required,
                Optional.empty());
    }

    /** The claims of a valid token of {@code alice}. */
    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(URL)
                .subject("alice")
                .audience("tiphys")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("groups", List.of("staff", "students"));
    }

    /** A token that a key signs. */
    static BearerToken signed(JWK key, JWTClaimsSet claims) {
        return signed(key, header(key), claims);
    }

    static BearerToken signed(JWK key, JWSHeader header, JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
            return signed(signer, header, claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static BearerToken signed(JWSSigner signer, JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return BearerToken.of(token.serialize());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWSHeader header(JWK key) {
        return new JWSHeader.Builder(key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .build();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey curve() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID("curve")
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        readings.incrementAndGet();
        if (away) {
            throw new JWKSetUnavailableException("away");
        }
        return new JWKSet(List.copyOf(published));
    }

    @Override
    public void close() {}
}
