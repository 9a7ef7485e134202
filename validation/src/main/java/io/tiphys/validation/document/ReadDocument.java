package io.tiphys.validation.document;

import java.util.Optional;

/**
 * A document of a file after reading. Its source locations are those of the file. Immutable.
 *
 * @param text the document
 * @param manifest the document; empty if unreadable
 * @param failure why it is unreadable, or that it is too large
 */
public record ReadDocument(
        String text, Optional<WorkflowManifest> manifest, Optional<UnreadableDocumentException> failure) {
    /** A document that was read. */
    public static ReadDocument of(String text, WorkflowManifest manifest) {
        return new ReadDocument(text, Optional.of(manifest), Optional.empty());
    }

    /** A document that is unreadable or too large. */
    public static ReadDocument of(String text, UnreadableDocumentException failure) {
        return new ReadDocument(text, failure.manifest(), Optional.of(failure));
    }

    /** The line of its beginning, from 1. */
    public int line() {
        return failure.map(it -> it.findings().get(0).line())
                .or(() -> manifest.map(it -> it.root().line()))
                .orElse(1);
    }

    /** The column of its beginning, in characters from 1. */
    public int column() {
        return failure.map(it -> it.findings().get(0).column())
                .or(() -> manifest.map(it -> it.root().column()))
                .orElse(1);
    }
}
