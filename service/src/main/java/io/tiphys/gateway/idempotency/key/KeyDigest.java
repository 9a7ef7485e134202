package io.tiphys.gateway.idempotency.key;

import io.tiphys.validation.digest.Sha256;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;

/** The public substitute for a caller's key. Immutable. */
public final class KeyDigest {
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_OF_A_CHARACTER = 5;

    /** The length of {@link #suffix}: 100 bits, so that no two keys of a cluster collide. */
    static final int SUFFIX_LENGTH = 20;

    private static final int RECORDED_BYTES = 24;

    private final byte[] digest;

    KeyDigest(byte[] digest) {
        this.digest = digest;
    }

    /** The suffix of a workflow's name: {@value #SUFFIX_LENGTH} lower-case letters and digits. */
    String suffix() {
        BigInteger number = new BigInteger(1, digest);
        StringBuilder suffix = new StringBuilder(SUFFIX_LENGTH);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            int index = number.shiftRight(i * BITS_OF_A_CHARACTER).intValue() & 31;
            suffix.append(BASE_32.charAt(index));
        }
        return suffix.toString();
    }

    /**
     * The record on the workflow with this name: 32 characters of base64url. Argo copies annotations when it resubmits, so
     * the record of one workflow is invalid on another one.
     */
    public String recordOn(String workflow) {
        byte[] bound =
                Sha256.ofSequence("tiphys idempotency record 1", HexFormat.of().formatHex(digest), workflow);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bound).substring(0, RECORDED_BYTES * 4 / 3);
    }
}
