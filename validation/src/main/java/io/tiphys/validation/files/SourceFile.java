package io.tiphys.validation.files;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestReader;
import io.tiphys.validation.document.ReadDocument;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file as it was read: its documents of Argo's kinds, and what is wrong with those that cannot be read. Documents of other
 * kinds are left out. Immutable.
 *
 * @param name how the file is called in answers
 * @param documents its documents
 */
public record SourceFile(String name, List<SourceDocument> documents) {
    /**
     * A document in a file. Its places are those of the file.
     *
     * @param manifest what was read; empty when it cannot be
     * @param unreadable why it cannot be read, or that it is too large
     */
    public record SourceDocument(Optional<WorkflowManifest> manifest, List<Finding> unreadable) {}

    private static final String GROUP = "argoproj.io";
    private static final int MOST_DOCUMENTS = 10_000;

    public SourceFile {
        documents = List.copyOf(documents);
    }

    /**
     * Reads a file.
     *
     * @param content UTF-8, or UTF-16 with a byte order mark
     * @param named whether it was asked for by its name: then what is not YAML at all is said, otherwise only what seems to be
     *     Argo's
     */
    public static SourceFile read(String name, byte[] content, boolean named) {
        List<ReadDocument> read = ManifestReader.readAll(content, MOST_DOCUMENTS + 1);
        List<SourceDocument> documents = new ArrayList<>();
        read.stream().limit(MOST_DOCUMENTS).forEach(it -> document(it, named).ifPresent(documents::add));
        if (read.size() > MOST_DOCUMENTS) {
            ReadDocument next = read.get(MOST_DOCUMENTS);
            Finding rest = DocumentRule.TOO_MANY_DOCUMENTS.finding(
                    "", next.line(), next.column(), "The rest of the file was not looked at.");
            documents.add(new SourceDocument(Optional.empty(), List.of(rest)));
        }
        return new SourceFile(name, documents);
    }

    private static Optional<SourceDocument> document(ReadDocument document, boolean named) {
        Optional<WorkflowManifest> ofArgo = document.manifest().filter(SourceFile::isOfArgo);
        if (document.failure().isEmpty()) {
            return ofArgo.map(it -> new SourceDocument(ofArgo, List.of()));
        }
        boolean told = ofArgo.isPresent() || named || document.text().contains(GROUP);
        return told
                ? Optional.of(
                        new SourceDocument(ofArgo, document.failure().get().findings()))
                : Optional.empty();
    }

    private static boolean isOfArgo(WorkflowManifest manifest) {
        return manifest.kind().filter(WorkflowCheck.KINDS::contains).isPresent();
    }
}
