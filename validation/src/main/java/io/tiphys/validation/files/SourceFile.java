package io.tiphys.validation.files;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ReadDocument;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of a file: its documents of Argo's kinds, also in the body of a call of Argo's API, and the errors of unreadable
 * ones. Documents of other kinds are left out. Immutable.
 *
 * @param name the file's name in output
 * @param documents its documents
 */
public record SourceFile(String name, List<SourceDocument> documents) {
    /**
     * A document in a file. Its source locations are those of the file.
     *
     * @param manifest the document; empty if unreadable
     * @param unreadable why it is unreadable, or that it is too large, or that it does not say its kind
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
     * @param named whether the user named the file: then every unreadable text is reported, otherwise only one that seems to be
     *     for Argo
     */
    public static SourceFile read(String name, byte[] content, boolean named) {
        List<ReadDocument> read = ManifestReader.readAll(content, MOST_DOCUMENTS + 1);
        List<SourceDocument> documents = new ArrayList<>();
        read.stream().limit(MOST_DOCUMENTS).forEach(it -> documents.addAll(documents(it, named)));
        if (read.size() > MOST_DOCUMENTS) {
            ReadDocument next = read.get(MOST_DOCUMENTS);
            Finding rest = DocumentRule.TOO_MANY_DOCUMENTS.finding(
                    "", next.line(), next.column(), "The rest of the file was not looked at.");
            documents.add(new SourceDocument(Optional.empty(), List.of(rest)));
        }
        return new SourceFile(name, documents);
    }

    private static List<SourceDocument> documents(ReadDocument document, boolean named) {
        if (document.failure().isEmpty()) {
            return document.manifest().stream()
                    .flatMap(it -> it.objects().stream())
                    .map(UnnamedKind::unwrapped)
                    .flatMap(it -> object(it).stream())
                    .toList();
        }
        Optional<WorkflowManifest> ofArgo =
                document.manifest().map(UnnamedKind::unwrapped).filter(SourceFile::isOfArgo);
        boolean recognized = ofArgo.isPresent() || named || document.text().contains(GROUP);
        return recognized
                ? List.of(new SourceDocument(ofArgo, document.failure().get().findings()))
                : List.of();
    }

    private static Optional<SourceDocument> object(WorkflowManifest manifest) {
        return isOfArgo(manifest)
                ? Optional.of(new SourceDocument(Optional.of(manifest), List.of()))
                : UnnamedKind.document(manifest)
                        .or(() -> MisspelledKind.finding(manifest)
                                .map(it -> new SourceDocument(Optional.empty(), List.of(it))));
    }

    private static boolean isOfArgo(WorkflowManifest manifest) {
        return manifest.kind().filter(WorkflowCheck.KINDS::contains).isPresent();
    }
}
