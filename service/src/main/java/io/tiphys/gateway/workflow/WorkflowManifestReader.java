package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
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
     * Reads the specification of a workflow that exists, without its status.
     *
     * @throws GatewayException as {@link #read}
     */
    public WorkflowManifest readSpecification(WorkflowObject workflow) {
        byte[] document = WorkflowSpecification.of(workflow).orElseGet(() -> "{}".getBytes(StandardCharsets.UTF_8));
        return read(document, Optional.of(DocumentFormat.JSON));
    }

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
            throw TooLarge.document(document.length);
        }
        String text = DocumentText.decode(document);
        DocumentFormat actual = format.orElseGet(() -> detect(text));
        DocumentReading reading = new DocumentReading();
        ManifestObject root = switch (actual) {
            case JSON -> JsonDocument.read(text, reading);
            case YAML -> YamlDocument.read(text, reading);
        };
        if (!reading.flawless()) {
            throw MalformedDocument.because(reading.violations());
        }
        if (!reading.keeps()) {
            throw TooLarge.workflow(reading.size(), true, reading.parts());
        }
        return new WorkflowManifest(actual, text, root, reading.size());
    }

    private static DocumentFormat detect(String text) {
        return text.stripLeading().startsWith("{") ? DocumentFormat.JSON : DocumentFormat.YAML;
    }
}
