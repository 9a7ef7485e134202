package io.tiphys.gateway.admission.unfinished;

import io.tiphys.gateway.access.caller.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The label that names the caller of a creation. A watch shows labels alone, and with a delegated identity Argo's own label
 * {@code creator} names that account.
 */
public final class CallerLabel {
    /** The label's key. Callers cannot set the label: the prefix is reserved. */
    public static final String KEY = "tiphys.io/caller";

    private static final int BYTES = 16;

    private CallerLabel() {}

    /** The label's value: a digest of {@link Caller#lastingKey}, equal at every gateway. */
    public static String of(Caller caller) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("caller " + caller.lastingKey()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
