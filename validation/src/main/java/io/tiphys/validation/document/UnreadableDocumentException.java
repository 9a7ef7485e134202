package io.tiphys.validation.document;

import io.tiphys.validation.finding.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A document that is unreadable or too large. */
@SuppressWarnings("serial") // never serialized
public final class UnreadableDocumentException extends RuntimeException {
    private final String description;
    private final transient List<Finding> findings;
    private final transient OptionalLong size;
    private final transient int limit;
    private final transient Optional<WorkflowManifest> manifest;

    private UnreadableDocumentException(
            String description,
            List<Finding> findings,
            OptionalLong size,
            int limit,
            Optional<WorkflowManifest> manifest) {
        super(description);
        this.manifest = manifest;
        this.description = description;
        this.findings = List.copyOf(findings);
        this.size = size;
        this.limit = limit;
    }

    /** The refusal of a malformed document with one finding. */
    public static UnreadableDocumentException malformed(Finding finding) {
        return malformed(List.of(finding));
    }

    /**
     * The refusal of a malformed document.
     *
     * @param findings at least one
     */
    public static UnreadableDocumentException malformed(List<Finding> findings) {
        Finding first = findings.get(0);
        String place = "Line " + first.line() + ", column " + first.column() + ": " + first.message();
        String message = findings.size() == 1 ? place : place + " There are " + findings.size() + " violations.";
        return new UnreadableDocumentException(message, findings, OptionalLong.empty(), 0, Optional.empty());
    }

    /**
     * The refusal of a document that is too large.
     *
     * @param size as {@link #size()}
     * @param limit as {@link #limit()}
     */
    public static UnreadableDocumentException tooLarge(Finding finding, long size, int limit) {
        return new UnreadableDocumentException(
                finding.message(), List.of(finding), OptionalLong.of(size), limit, Optional.empty());
    }

    /** The same refusal with the manifest, as {@link #manifest()}. */
    public UnreadableDocumentException with(WorkflowManifest tooLarge) {
        return new UnreadableDocumentException(description, findings, size, limit, Optional.of(tooLarge));
    }

    /** A well-formed workflow that is only somewhat too large, for the report of its other errors; not for other uses. */
    public Optional<WorkflowManifest> manifest() {
        return manifest;
    }

    /** A description in one or two sentences. */
    public String description() {
        return description;
    }

    /** All findings, in the order of the document; at least one. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether the document is too large, rather than malformed. */
    public boolean isTooLarge() {
        return size.isPresent();
    }

    /** The size in bytes of a too large document; the measured part if reading ended early. */
    public long size() {
        return size.orElse(0);
    }

    /** The maximum number of bytes; 0 for a document that is not too large. */
    public int limit() {
        return limit;
    }
}
