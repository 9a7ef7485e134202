package io.tiphys.gateway.admission.unfinished;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.validation.digest.Sha256;
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
        return HexFormat.of().formatHex(Sha256.of("caller " + caller.lastingKey()), 0, BYTES);
    }
}
