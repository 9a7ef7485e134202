package io.tiphys.gateway.idempotency.document;

import io.tiphys.gateway.idempotency.key.KeyDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a keyed call writes on the workflow that it creates. Annotations hold it, and neither tells the key.
 *
 * @param digest the key's record on this workflow, see {@link KeyDigest#recordOn}
 * @param fingerprint what was asked
 */
public record KeyRecord(String digest, DocumentFingerprint fingerprint) {
    /**
     * The annotation by which a document gives its key; on the workflow that is created the digest replaces the key.
     */
    public static final String KEY_ANNOTATION = "tiphys.io/idempotency-key";

    /** The annotation with the fingerprint. */
    public static final String FINGERPRINT_ANNOTATION = "tiphys.io/document-fingerprint";

    /** Where a document has its key, as a JSON Pointer. */
    public static final String KEY_POINTER = "/metadata/annotations/tiphys.io~1idempotency-key";

    public KeyRecord {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(fingerprint);
    }

    /** How a workflow that exists compares with what is asked now. */
    public enum Match {
        /** The same key and the same document. */
        SAME,
        /** The same key and another document. */
        OTHER_DOCUMENT,
        /** Not of this key: it has another one, another caller's, or none. */
        FOREIGN
    }

    /** The annotations. */
    public Map<String, String> annotations() {
        return Map.of(KEY_ANNOTATION, digest, FINGERPRINT_ANNOTATION, fingerprint.text());
    }

    /** Compares with the annotations of a workflow that has the name that the key gives. */
    public Match match(Map<String, String> annotations) {
        if (!digest.equals(annotations.get(KEY_ANNOTATION))) {
            return Match.FOREIGN;
        }
        return fingerprint.sameAs(recorded(annotations)) ? Match.SAME : Match.OTHER_DOCUMENT;
    }

    /** Where the documents differ, as JSON Pointers or names of fields, sorted. */
    public List<String> differences(Map<String, String> annotations) {
        return fingerprint.differences(recorded(annotations));
    }

    private static DocumentFingerprint recorded(Map<String, String> annotations) {
        return DocumentFingerprint.parse(annotations.getOrDefault(FINGERPRINT_ANNOTATION, ""));
    }
}
