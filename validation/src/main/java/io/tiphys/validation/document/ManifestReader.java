package io.tiphys.validation.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Reads a workflow's document strictly: one well-formed JSON or YAML object, no key twice, nothing that makes reading
 * costly. Thread-safe.
 */
public final class ManifestReader {
    /**
     * The largest workflow as JSON without white space, in bytes: 1 MiB. Argo's controller refuses a larger object
     * ({@code MAX_WORKFLOW_SIZE}, {@code workflow/packer/packer.go} of Argo Workflows 4.0.5), and the specification is
     * neither compressed nor stored elsewhere; etcd's own limit for a request is 1.5 MiB.
     */
    public static final int LARGEST_WORKFLOW = 1 << 20;

    /** The largest document that is read at all, in bytes: 5 MiB. White space and comments may fill it. */
    public static final int LARGEST_DOCUMENT = 5 << 20;

    /**
     * Reads a document.
     *
     * @param document the bytes as the caller sent them, UTF-8
     * @param format the form; empty to find out: JSON when the first character is a brace, else YAML
     * @throws UnreadableDocumentException with everything that could be found, see {@link DocumentRule}, or because it is too large
     *     or with WORKFLOW_TOO_LARGE
     */
    public WorkflowManifest read(byte[] document, Optional<DocumentFormat> format) {
        if (document.length > LARGEST_DOCUMENT) {
            throw TooLarge.document(document.length);
        }
        String text = DocumentText.decode(document);
        DocumentFormat actual = format.orElseGet(() -> detect(text));
        DocumentReading reading = new DocumentReading();
        ManifestObject root = root(text, actual, reading);
        return manifest(actual, text, root, reading);
    }

    /**
     * Reads a document that is a tree already and whose text is not at hand: the same bounds and rules hold, and everything in it
     * has line 1 and column 1. The tree is not kept.
     *
     * @throws UnreadableDocumentException as {@link #read(byte[], Optional)}
     */
    public WorkflowManifest read(ObjectNode document) {
        DocumentReading reading = new DocumentReading();
        ManifestObject root = TreeDocument.read(document, reading);
        return manifest(DocumentFormat.JSON, "", root, reading);
    }

    private static WorkflowManifest manifest(
            DocumentFormat format, String text, ManifestObject root, DocumentReading reading) {
        if (!reading.flawless()) {
            throw UnreadableDocumentException.malformed(reading.findings());
        }
        WorkflowManifest manifest = new WorkflowManifest(format, text, root, reading.size());
        if (reading.isTooLarge()) {
            UnreadableDocumentException refusal = TooLarge.workflow(reading.size(), true, reading.parts());
            throw reading.keeps() ? refusal.with(manifest) : refusal;
        }
        return manifest;
    }

    /**
     * Reads a text inside of a document that is an object itself, for example a patch.
     *
     * @param mostRepeated how many values its aliases may repeat
     * @return empty when it is no object, malformed or too large
     */
    public static Optional<ManifestObject> fragment(String text, DocumentFormat format, int mostRepeated) {
        DocumentReading reading = new DocumentReading(mostRepeated);
        try {
            ManifestObject root = root(text, format, reading);
            return reading.flawless() && !reading.isTooLarge() ? Optional.of(root) : Optional.empty();
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a text begins with a document that Kubernetes' reader takes for YAML, whatever it says. */
    public static boolean isYaml(String text) {
        return YamlSyntax.isYaml(text);
    }

    private static ManifestObject root(String text, DocumentFormat format, DocumentReading reading) {
        return switch (format) {
            case JSON -> JsonDocument.read(text, reading);
            case YAML -> YamlDocument.read(text, reading);
        };
    }

    private static DocumentFormat detect(String text) {
        return text.stripLeading().startsWith("{") ? DocumentFormat.JSON : DocumentFormat.YAML;
    }
}
