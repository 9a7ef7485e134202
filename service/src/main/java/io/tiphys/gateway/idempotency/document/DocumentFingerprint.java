package io.tiphys.gateway.idempotency.document;

import io.tiphys.validation.digest.Sha256;
import io.tiphys.validation.document.ManifestObject;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the content of two calls, regardless of white space, member order, and JSON or YAML; and reports the differences.
 * Immutable.
 *
 * <p>As text: {@code 1;<whole>;<part>:<digest>;...} without blanks, commas and equals signs, which Argo's submit options
 * cannot carry.
 */
public final class DocumentFingerprint {
    private static final String VERSION = "1";
    private static final int WHOLE_BYTES = 18;
    private static final int PART_BYTES = 6;
    private static final int MOST_VALUES = 16;

    private final String whole;
    private final Map<String, String> parts;

    private DocumentFingerprint(String whole, Map<String, String> parts) {
        this.whole = whole;
        this.parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** The fingerprint of a workflow. */
    public static DocumentFingerprint of(ManifestObject document) {
        return of(DocumentParts.of(document));
    }

    /** The fingerprint of a call without a document: its fields by name. */
    public static DocumentFingerprint ofFields(Map<String, String> fields) {
        Map<String, byte[]> digests = new TreeMap<>();
        fields.forEach((name, value) -> digests.put(name, Sha256.ofSequence(value)));
        return of(digests);
    }

    /** The values of a repeated field as separate fields, or as one field when there are many. */
    public static Map<String, String> numbered(String field, List<String> values) {
        Map<String, String> fields = new TreeMap<>();
        if (values.size() > MOST_VALUES) {
            fields.put(field, HexFormat.of().formatHex(Sha256.ofSequence(values.toArray(String[]::new))));
            return fields;
        }
        for (int i = 0; i < values.size(); i++) {
            fields.put(field + "." + i, values.get(i));
        }
        return fields;
    }

    private static DocumentFingerprint of(Map<String, byte[]> digests) {
        Map<String, String> parts = new TreeMap<>();
        String[] texts = new String[digests.size() * 2];
        int next = 0;
        for (Map.Entry<String, byte[]> part : digests.entrySet()) {
            texts[next++] = part.getKey();
            texts[next++] = HexFormat.of().formatHex(part.getValue());
            parts.put(escaped(part.getKey()), shortened(part.getValue(), PART_BYTES));
        }
        return new DocumentFingerprint(shortened(Sha256.ofSequence(texts), WHOLE_BYTES), parts);
    }

    /** Parses the text of a fingerprint; invalid text gives the empty fingerprint. */
    public static DocumentFingerprint parse(String text) {
        String[] pieces = text.split(";", -1);
        if (pieces.length < 2 || !pieces[0].equals(VERSION)) {
            return new DocumentFingerprint("", Map.of());
        }
        Map<String, String> parts = new TreeMap<>();
        for (int i = 2; i < pieces.length; i++) {
            int colon = pieces[i].indexOf(':');
            if (colon >= 0) {
                parts.put(pieces[i].substring(0, colon), pieces[i].substring(colon + 1));
            }
        }
        return new DocumentFingerprint(pieces[1], parts);
    }

    /** The text for an annotation. */
    public String text() {
        StringBuilder text = new StringBuilder(VERSION).append(';').append(whole);
        parts.forEach(
                (part, digest) -> text.append(';').append(part).append(':').append(digest));
        return text.toString();
    }

    /** The digest of the whole alone: 24 characters of base64url. */
    public String whole() {
        return whole;
    }

    /** Whether both fingerprints denote the same content. */
    public boolean sameAs(DocumentFingerprint other) {
        return whole.equals(other.whole);
    }

    /** The parts that exist in one fingerprint only, or that differ, sorted. */
    public List<String> differences(DocumentFingerprint other) {
        TreeSet<String> different = new TreeSet<>(parts.keySet());
        different.addAll(other.parts.keySet());
        different.removeIf(part -> Objects.equals(parts.get(part), other.parts.get(part)));
        return List.copyOf(different);
    }

    private static String shortened(byte[] digest, int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, bytes * 4 / 3);
    }

    /** Known field names need no escaping; any other member name is escaped. */
    private static String escaped(String part) {
        StringBuilder text = new StringBuilder(part.length());
        part.codePoints().forEach(next -> {
            boolean plain = next < 128 && (Character.isLetterOrDigit(next) || "/._~-".indexOf(next) >= 0);
            if (plain) {
                text.appendCodePoint(next);
            } else {
                text.append('%').append(Integer.toHexString(next)).append('.');
            }
        });
        return text.toString();
    }
}
