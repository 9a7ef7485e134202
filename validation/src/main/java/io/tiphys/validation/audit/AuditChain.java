package io.tiphys.validation.audit;

import io.tiphys.validation.digest.Sha256;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash chain of an audit log. Each line has the number of its line in the chain, the hash of the line before, and its own
 * hash over all other fields. A removed, added or changed line therefore does not fit its successor. The chain does not
 * protect against a writer that replaces a line and all that follow: ship the log to another system for that. Thread-safe.
 */
public final class AuditChain {
    /** The field with the name of the chain; each process has its own. */
    public static final String CHAIN = "chain";

    /** The field with the number of the line in its chain, from 1. */
    public static final String NUMBER = "number";

    /** The field with the hash of the line before. */
    public static final String PREVIOUS = "previous";

    /** The field with the hash of the line: SHA-256 in lower-case hexadecimal digits. */
    public static final String HASH = "hash";

    /** The previous hash of the first line. */
    public static final String NONE = "0".repeat(64);

    private AuditChain() {}

    /**
     * The hash of a line: SHA-256 of {@code key=value} and a line feed for each field but {@link #HASH}, ordered by key.
     *
     * @param fields the fields; neither keys nor values contain a line feed
     */
    public static String hash(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(fields).forEach((key, value) -> {
            if (!key.equals(HASH)) {
                text.append(key).append('=').append(value).append('\n');
            }
        });
        return HexFormat.of().formatHex(Sha256.of(text.toString()));
    }
}
