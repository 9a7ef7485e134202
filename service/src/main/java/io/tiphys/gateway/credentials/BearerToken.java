package io.tiphys.gateway.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A token that stands behind {@code Bearer } in an authorization header. Never printed, never serialised: {@link
 * #reveal()} is the only way to its value and may be called by the upstream adapters alone (held by a test of the
 * architecture).
 */
public final class BearerToken {
    /** What Argo's single sign-on tokens start with (argo-workflows v4.0.5, server/auth/sso). */
    private static final String ARGO_SSO_PREFIX = "v2:";

    private final String value;

    private BearerToken(String value) {
        this.value = value;
    }

    /**
     * A token from its characters, without the scheme.
     *
     * @throws IllegalArgumentException when it is empty or has characters that cannot stand in a header; the message
     *     does not tell the token
     */
    public static BearerToken of(String value) {
        Objects.requireNonNull(value);
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a bearer token is one word of visible ASCII characters");
        }
        return new BearerToken(value);
    }

    /** Whether this is an Argo single sign-on token, which only the Argo Server understands. */
    public boolean isArgoSingleSignOn() {
        return value.startsWith(ARGO_SSO_PREFIX);
    }

    /** The characters, for a header to an upstream. */
    public String reveal() {
        return value;
    }

    /** The SHA-256 digest of the token in hexadecimal: the same in every process, and no way back to the token. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BearerToken token && MessageDigest.isEqual(bytes(), token.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Always {@code ***}. */
    @Override
    public String toString() {
        return "***";
    }

    byte[] bytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
