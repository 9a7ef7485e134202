package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.ManifestNode.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Reads a workflow document strictly: one well-formed JSON or YAML object, no key twice, nothing that makes reading
 * costly. Thread-safe.
 */
@Singleton
public final class WorkflowManifestReader {
    /**
     * The largest workflow, 1 MiB. Argo's controller refuses a larger object ({@code MAX_WORKFLOW_SIZE},
     * argo-workflows v4.0.5, {@code workflow/packer}), and the specification is never compressed or offloaded.
     */
    public static final int LARGEST_WORKFLOW = 1 << 20;

    /**
     * Reads a document.
     *
     * @param format its form; empty to look: a first character of <code>{</code> says JSON, all else YAML
     * @throws GatewayException with WORKFLOW_TOO_LARGE, or WORKFLOW_MALFORMED with every violation that could be found
     */
    public WorkflowManifest read(byte[] document, Optional<DocumentFormat> format) {
        requireSize(document.length);
        DocumentFormat actual = format.orElseGet(() -> detect(document));
        byte[] unmarked = DocumentText.withoutByteOrderMark(document);
        String text = DocumentText.decode(unmarked);
        ManifestNode root = switch (actual) {
            case JSON -> JsonDocument.read(text);
            case YAML -> YamlDocument.read(text);
        };
        if (root instanceof ObjectNode object) {
            return new WorkflowManifest(unmarked, actual, object);
        }
        throw MalformedDocument.at(
                root.position(),
                "",
                "not-an-object",
                "A workflow is an object, and this document is " + root.description() + ".");
    }

    private static void requireSize(int size) {
        if (size >= LARGEST_WORKFLOW) {
            throw new GatewayException(Problem.of(
                            ErrorReason.WORKFLOW_TOO_LARGE,
                            "The document has " + size + " bytes, and a workflow has to have fewer than "
                                    + LARGEST_WORKFLOW
                                    + " (1 MiB): Argo keeps it as one object and never compresses its specification.")
                    .with("size", Integer.toString(size))
                    .with("limit", Integer.toString(LARGEST_WORKFLOW)));
        }
    }

    private static DocumentFormat detect(byte[] document) {
        for (byte one : document) {
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t' && (one & 0x80) == 0) {
                return one == '{' ? DocumentFormat.JSON : DocumentFormat.YAML;
            }
        }
        return DocumentFormat.YAML;
    }
}
