package io.tiphys.gateway.credentials;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a token in a cache without keeping it: HMAC-SHA256 (RFC 2104) under a key that lives as long as this process.
 * Thread-safe.
 */
@Singleton
public final class TokenFingerprints {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public TokenFingerprints() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The fingerprint of a token: equal for equal tokens, meaningless outside this process. */
    public String of(BearerToken token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(token.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
