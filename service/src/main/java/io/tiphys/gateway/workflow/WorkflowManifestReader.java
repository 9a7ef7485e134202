package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.rule.WorkflowPolicy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads workflows strictly, and refuses unreadable ones in the gateway's terms. Thread-safe. */
@Singleton
public final class WorkflowManifestReader {
    private final ManifestReader reader = new ManifestReader();
    private final WorkflowValidator validator = new WorkflowValidator();

    /**
     * Reads a document.
     *
     * @param document the bytes as the caller sent them, UTF-8
     * @param format the format; empty for detection: JSON when the first character is a brace, else YAML
     * @throws GatewayException with WORKFLOW_MALFORMED and every violation that was found, or with WORKFLOW_TOO_LARGE and,
     *     if the document is still readable, every violation of a rule that needs no environment
     */
    public WorkflowManifest read(byte[] document, Optional<DocumentFormat> format) {
        try {
            return reader.read(document, format);
        } catch (UnreadableDocumentException e) {
            throw new GatewayException(problem(e), e);
        }
    }

    /**
     * Reads a document from a tree without its text. Violations have the position line 1, column 1.
     *
     * @throws GatewayException as {@link #read(byte[], Optional)}
     */
    public WorkflowManifest read(ObjectNode document) {
        try {
            return reader.read(document);
        } catch (UnreadableDocumentException e) {
            throw new GatewayException(problem(e), e);
        }
    }

    /**
     * Reads the specification of an existing workflow, without its status.
     *
     * @throws GatewayException as {@link #read(byte[], Optional)}
     */
    public WorkflowManifest readSpecification(WorkflowObject workflow) {
        byte[] document = WorkflowSpecification.of(workflow).orElseGet(() -> "{}".getBytes(StandardCharsets.UTF_8));
        return read(document, Optional.of(DocumentFormat.JSON));
    }

    private Problem problem(UnreadableDocumentException unreadable) {
        if (unreadable.isTooLarge()) {
            return Problem.of(ErrorReason.WORKFLOW_TOO_LARGE, unreadable.description())
                    .with("size", Long.toString(unreadable.size()))
                    .with("limit", Integer.toString(unreadable.limit()))
                    .withViolations(DocumentViolations.of(unreadable
                            .manifest()
                            .map(manifest -> validator.validate(manifest, WorkflowPolicy.NONE))
                            .orElse(List.of())));
        }
        return Problem.of(ErrorReason.WORKFLOW_MALFORMED, unreadable.description())
                .withViolations(DocumentViolations.of(unreadable.findings()));
    }
}
