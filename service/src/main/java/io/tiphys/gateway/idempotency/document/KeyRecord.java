package io.tiphys.gateway.idempotency.document;

import io.tiphys.gateway.idempotency.key.KeyDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The record of a keyed call on the workflow that it creates. Annotations contain the record; none reveals the key.
 *
 * @param digest the key's record on this workflow, see {@link KeyDigest#recordOn}
 * @param fingerprint the fingerprint of the request
 */
public record KeyRecord(String digest, DocumentFingerprint fingerprint) {
    /** The annotation for the key in a document; on the created workflow the digest replaces the key. */
    public static final String KEY_ANNOTATION = "tiphys.io/idempotency-key";

    /** The annotation with the fingerprint. */
    public static final String FINGERPRINT_ANNOTATION = "tiphys.io/document-fingerprint";

    /** The position of the key in a document, as a JSON Pointer. */
    public static final String KEY_POINTER = "/metadata/annotations/tiphys.io~1idempotency-key";

    public KeyRecord {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(fingerprint);
    }

    /** The comparison of an existing workflow with a request. */
    public enum Match {
        /** The same key and the same document. */
        SAME,
        /** The same key and another document. */
        OTHER_DOCUMENT,
        /** Unrelated to this key: the workflow has another key, another caller's key, or none. */
        FOREIGN
    }

    /** The annotations. */
    public Map<String, String> annotations() {
        return Map.of(KEY_ANNOTATION, digest, FINGERPRINT_ANNOTATION, fingerprint.text());
    }

    /** Compares with the annotations of a workflow with the key's name. */
    public Match match(Map<String, String> annotations) {
        if (!digest.equals(annotations.get(KEY_ANNOTATION))) {
            return Match.FOREIGN;
        }
        return fingerprint.sameAs(recorded(annotations)) ? Match.SAME : Match.OTHER_DOCUMENT;
    }

    /** The differences of the documents, as JSON Pointers or field names, sorted. */
    public List<String> differences(Map<String, String> annotations) {
        return fingerprint.differences(recorded(annotations));
    }

    private static DocumentFingerprint recorded(Map<String, String> annotations) {
        return DocumentFingerprint.parse(annotations.getOrDefault(FINGERPRINT_ANNOTATION, ""));
    }
}
