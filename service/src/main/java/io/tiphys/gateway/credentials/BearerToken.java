package io.tiphys.gateway.credentials;

import io.tiphys.validation.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A token of an authorization header with the scheme {@code Bearer}. Never printed, never serialised: {@link #reveal()} is
 * the only access to its value, and only the upstream adapters may call it (enforced by an architecture test).
 */
public final class BearerToken {
    /** The prefix of Argo's single sign-on tokens (argo-workflows v4.0.5, server/auth/sso). */
    private static final String ARGO_SSO_PREFIX = "v2:";

    private static final int JUPYTERHUB_LENGTH = 32;

    private final String value;

    private BearerToken(String value) {
        this.value = value;
    }

    /**
     * A token from its characters, without the scheme.
     *
     * @throws IllegalArgumentException when it is empty or has characters that are not allowed in a header; the message does
     *     not contain the token
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

    /** Whether the token has the form of a JupyterHub's tokens: 32 hexadecimal digits (jupyterhub 4 to 6, utils.new_token). */
    public boolean hasFormOfJupyterHub() {
        return value.length() == JUPYTERHUB_LENGTH && value.chars().allMatch(HexFormat::isHexDigit);
    }

    /** The characters, for a header to an upstream. */
    public String reveal() {
        return value;
    }

    /** The SHA-256 digest of the token in hexadecimal: equal in every process, and not reversible. */
    public String digest() {
        return HexFormat.of().formatHex(Sha256.of(bytes()));
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
