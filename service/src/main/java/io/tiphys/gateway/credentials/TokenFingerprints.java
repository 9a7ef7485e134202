package io.tiphys.gateway.credentials;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Identifies a token in a cache without storing the token: HMAC-SHA256 (RFC 2104) with a key of this process. Thread-safe.
 */
@Singleton
public final class TokenFingerprints {
    private static final String ALGORITHM = "HmacSHA256";

    /** Copied for each token: looking up the algorithm and preparing the key costs half of a fingerprint. */
    private final Mac prepared;

    public TokenFingerprints() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The fingerprint of a token: equal for equal tokens, meaningless outside this process. */
    public String of(BearerToken token) {
        try {
            Mac mac = (Mac) prepared.clone();
            return HexFormat.of().formatHex(mac.doFinal(token.bytes()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be copied", e);
        }
    }
}
