package io.tiphys.validation.files;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestReader;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowCheck;
import java.nio.charset.StandardCharsets;
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
     * A document in a file.
     *
     * @param lineBefore how many lines of the file stand before it
     * @param manifest what was read; empty when it cannot be
     * @param unreadable why it cannot be read, or that it is too large
     */
    public record SourceDocument(int lineBefore, Optional<WorkflowManifest> manifest, List<Finding> unreadable) {}

    private static final ManifestReader READER = new ManifestReader();
    private static final String SEPARATOR = "\n---";
    private static final String GROUP = "argoproj.io";
    private static final int MOST_DOCUMENTS = 10_000;

    public SourceFile {
        documents = List.copyOf(documents);
    }

    /**
     * Reads a file.
     *
     * @param content UTF-8
     * @param named whether it was asked for by its name: then what is not YAML at all is said, otherwise only what seems to be
     *     Argo's
     */
    public static SourceFile read(String name, byte[] content, boolean named) {
        List<SourceDocument> documents = new ArrayList<>();
        if (content.length > ManifestReader.LARGEST_DOCUMENT) {
            one(content, DocumentFormat.YAML, 0, named, documents);
            return new SourceFile(name, documents);
        }
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("{")) {
            one(content, DocumentFormat.JSON, 0, named, documents);
            return new SourceFile(name, documents);
        }
        if (!text.contains(SEPARATOR)) {
            one(content, DocumentFormat.YAML, 0, named, documents);
            return new SourceFile(name, documents);
        }
        int start = 0;
        int line = 0;
        while (start <= text.length() && documents.size() < MOST_DOCUMENTS) {
            int next = text.indexOf(SEPARATOR, start);
            int end = next < 0 ? text.length() : next + 1;
            String document = text.substring(start, end);
            if (!document.isBlank()) {
                one(document.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML, line, named, documents);
            }
            if (next < 0) {
                break;
            }
            line += (int) document.chars().filter(one -> one == '\n').count();
            start = next + SEPARATOR.length();
            if (documents.size() == MOST_DOCUMENTS) {
                Finding rest = DocumentRule.TOO_MANY_DOCUMENTS.finding(
                        "", line + 1, 1, "The rest of the file was not looked at.");
                documents.add(new SourceDocument(line, Optional.empty(), List.of(rest)));
            }
        }
        return new SourceFile(name, documents);
    }

    private static boolean isOfArgo(WorkflowManifest manifest) {
        return manifest.kind().filter(WorkflowCheck.KINDS::contains).isPresent();
    }

    private static void one(
            byte[] document, DocumentFormat format, int line, boolean named, List<SourceDocument> documents) {
        try {
            WorkflowManifest manifest = READER.read(document, Optional.of(format));
            if (isOfArgo(manifest)) {
                documents.add(new SourceDocument(line, Optional.of(manifest), List.of()));
            }
        } catch (UnreadableDocumentException e) {
            Optional<WorkflowManifest> rest = e.manifest().filter(SourceFile::isOfArgo);
            if (rest.isPresent() || named || new String(document, StandardCharsets.UTF_8).contains(GROUP)) {
                List<Finding> findings =
                        e.findings().stream().map(it -> it.movedDown(line)).toList();
                documents.add(new SourceDocument(line, rest, findings));
            }
        }
    }
}
