package io.tiphys.gateway.idempotency.document;

import io.tiphys.validation.digest.Sha256;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parts of a workflow for a comparison of two documents, each with its digest. Irrelevant parts are omitted:
 * {@code status}, which the validator keeps empty; {@code metadata.namespace}, which is part of the call; the key's own
 * annotation; and each null, which Argo reads as absent.
 */
final class DocumentParts {
    /** The members that are split into parts; any other member is one part. */
    private static final Set<String> OPENED =
            Set.of("", "/metadata", "/spec", "/spec/arguments", "/spec/arguments/parameters", "/spec/templates");

    private static final Set<String> LEFT_OUT = Set.of("/status", "/metadata/namespace");
    private static final String ANNOTATIONS = "/metadata/annotations";

    /** More elements would make the record long: annotations have at most 256 KiB in all. */
    private static final int MOST_ELEMENTS = 16;

    private static final int MOST_MEMBERS = 64;

    private final MessageDigest digest = Sha256.digest();
    private final CanonicalForm form = new CanonicalForm();
    private final Map<String, byte[]> parts = new TreeMap<>();

    private DocumentParts() {}

    /** The digests by JSON Pointer. */
    static Map<String, byte[]> of(ManifestObject document) {
        DocumentParts parts = new DocumentParts();
        parts.open("", document);
        return parts.parts;
    }

    private void open(String pointer, ManifestNode node) {
        int most = node instanceof ManifestObject ? MOST_MEMBERS : MOST_ELEMENTS;
        int size = node.content().size();
        boolean opened = OPENED.contains(pointer) && size > 0 && size <= most;
        if (!opened) {
            close(pointer, node);
            return;
        }
        for (ManifestNode child : node.content()) {
            String place = pointer + "/" + step(node, child);
            if (!LEFT_OUT.contains(place) && !isNull(child)) {
                open(place, child);
            }
        }
    }

    private void close(String pointer, ManifestNode node) {
        form.clear();
        boolean annotations = pointer.equals(ANNOTATIONS) && node instanceof ManifestObject;
        int written = annotations ? form.object((ManifestObject) node, KeyRecord.KEY_ANNOTATION) : form.value(node);
        if (!annotations || written > 0) {
            form.into(digest);
            parts.put(pointer, digest.digest());
        }
    }

    private static String step(ManifestNode parent, ManifestNode child) {
        ManifestKey key = child.key();
        if (parent instanceof ManifestArray || key == null) {
            return Integer.toString(child.index());
        }
        return key.text().replace("~", "~0").replace("/", "~1");
    }

    static boolean isNull(ManifestNode node) {
        return node instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL;
    }
}
