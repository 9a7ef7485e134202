package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a workflow's document strictly: one well-formed JSON or YAML object, no key twice, nothing that makes reading
 * costly. Thread-safe.
 */
@Singleton
public final class WorkflowManifestReader {
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
     * @throws GatewayException with WORKFLOW_MALFORMED and every violation that could be found, see {@link DocumentRule};
     *     or with WORKFLOW_TOO_LARGE
     */
    public WorkflowManifest read(byte[] document, Optional<DocumentFormat> format) {
        if (document.length > LARGEST_DOCUMENT) {
            throw tooLarge(document.length, LARGEST_DOCUMENT, "The document", "");
        }
        String text = DocumentText.decode(document);
        DocumentFormat actual = format.orElseGet(() -> detect(text));
        DocumentReading reading = new DocumentReading();
        ManifestNode root = switch (actual) {
            case JSON -> JsonDocument.read(text, reading);
            case YAML -> YamlDocument.read(text, reading);
        };
        if (!reading.flawless()) {
            throw MalformedDocument.because(reading.violations());
        }
        if (!(root instanceof ManifestObject object)) {
            throw MalformedDocument.because(DocumentRule.NOT_AN_OBJECT.violation(
                    "", root.line(), root.column(), "A workflow is an object, and this document is none."));
        }
        if (!reading.keeps()) {
            String parts = " The largest parts: " + reading.parts().description() + ".";
            throw tooLarge(reading.size(), LARGEST_WORKFLOW, "The workflow as JSON", parts);
        }
        return new WorkflowManifest(actual, text, object, reading.size());
    }

    private static GatewayException tooLarge(long size, int limit, String what, String parts) {
        String detail =
                String.format(Locale.ROOT, "%s has %,d bytes, and at most %,d are taken.%s", what, size, limit, parts);
        return new GatewayException(Problem.of(ErrorReason.WORKFLOW_TOO_LARGE, detail)
                .with("size", Long.toString(size))
                .with("limit", Integer.toString(limit)));
    }

    private static DocumentFormat detect(String text) {
        return text.stripLeading().startsWith("{") ? DocumentFormat.JSON : DocumentFormat.YAML;
    }
}
