package io.tiphys.validation.document.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.DocumentLimits;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ReadDocument;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.bounds.TooLarge;
import io.tiphys.validation.document.json.JsonReading;
import io.tiphys.validation.document.json.TreeDocument;
import io.tiphys.validation.document.text.DecodedText;
import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.document.yaml.YamlReading;
import java.util.List;
import java.util.Optional;

/**
 * Reads the documents of workflows strictly, and as Argo's command line and Kubernetes read them: a text that begins with a
 * brace is read as JSON, and as YAML if it is no JSON. Duplicate keys are refused, and the cost of reading is bounded.
 * Thread-safe.
 */
public final class ManifestReader {
    /**
     * Reads a single document.
     *
     * @param document the caller's bytes, UTF-8, or UTF-16 with a byte order mark
     * @param format {@link DocumentFormat#JSON} to accept only JSON; YAML, of which JSON is a part, or empty to accept both
     * @throws UnreadableDocumentException with all findings, see {@link DocumentRule}, or for a document that is too large
     */
    public WorkflowManifest read(byte[] document, Optional<DocumentFormat> format) {
        if (document.length > DocumentLimits.LARGEST_DOCUMENT) {
            throw TooLarge.document(document.length);
        }
        DecodedText text = DecodedText.of(document);
        if (format.equals(Optional.of(DocumentFormat.JSON))) {
            text.requireText(TextPlace.START, text.text().length());
            if (text.isBlank()) {
                throw empty();
            }
            return JsonReading.read(text);
        }
        List<ReadDocument> documents = readAll(text, 2);
        if (documents.isEmpty()) {
            throw empty();
        }
        ReadDocument first = documents.get(0);
        if (first.failure().isEmpty() && documents.size() > 1) {
            ReadDocument second = documents.get(1);
            throw new DocumentReading().severalDocuments(second.line(), second.column());
        }
        return first.manifest()
                .filter(it -> first.failure().isEmpty())
                .orElseThrow(() -> first.failure().orElseThrow());
    }

    /**
     * Reads a document from a tree without text. The same bounds and rules apply, and all values have line 1 and column 1. The
     * tree is not kept.
     *
     * @throws UnreadableDocumentException as {@link #read(byte[], Optional)}
     */
    public WorkflowManifest read(ObjectNode document) {
        DocumentReading reading = new DocumentReading();
        ManifestObject root = TreeDocument.read(document, reading);
        return reading.manifest(DocumentFormat.JSON, "", root);
    }

    /**
     * Reads the documents of a file, each by itself. Pieces without a document, such as comments or null, are left out.
     *
     * @param file the bytes, UTF-8, or UTF-16 with a byte order mark
     * @param most the maximum number of documents, at least 1; the rest of the file is not read
     */
    public static List<ReadDocument> readAll(byte[] file, int most) {
        if (file.length > DocumentLimits.LARGEST_DOCUMENT) {
            return List.of(ReadDocument.of("", TooLarge.document(file.length)));
        }
        return readAll(DecodedText.of(file), most);
    }

    private static List<ReadDocument> readAll(DecodedText text, int most) {
        if (!text.beginsWithBrace()) {
            return YamlReading.readAll(text, most);
        }
        try {
            text.requireText(TextPlace.START, text.text().length());
            return List.of(ReadDocument.of(text.text(), JsonReading.read(text)));
        } catch (UnreadableDocumentException json) {
            if (!JsonReading.isNoJson(json)) {
                return List.of(ReadDocument.of(text.text(), json));
            }
            List<ReadDocument> yaml = YamlReading.readAll(text, most);
            return yaml.size() == 1 ? List.of(better(yaml.get(0), json)) : yaml;
        }
    }

    /** Of two failures, the one of the format that was probably meant. */
    private static ReadDocument better(ReadDocument yaml, UnreadableDocumentException json) {
        boolean meantAsJson = yaml.failure()
                .filter(it -> !it.findings().get(0).rule().equals(DocumentRule.NOT_RENDERED.id()))
                .filter(it -> !it.findings().get(0).rule().equals(DocumentRule.SEVERAL_DOCUMENTS.id())
                        || !json.findings().get(0).rule().equals(DocumentRule.JSON_SYNTAX.id()))
                .filter(it -> !JsonReading.isMeantAsYaml(json, it))
                .isPresent();
        return meantAsJson ? ReadDocument.of(yaml.text(), json) : yaml;
    }

    private static RuntimeException empty() {
        return UnreadableDocumentException.malformed(
                DocumentRule.EMPTY_DOCUMENT.finding("", 1, 1, "The document is empty."));
    }

    /**
     * Reads a text of a document that contains an object, for example a patch.
     *
     * @param mostRepeated the maximum number of values that its aliases repeat
     * @return empty for a text that is no object, malformed or too large
     */
    public static Optional<ManifestObject> fragment(String text, int mostRepeated) {
        boolean brace = text.stripLeading().startsWith("{");
        return (brace ? JsonReading.fragment(text, mostRepeated) : Optional.<ManifestObject>empty())
                .or(() -> YamlReading.fragment(text, mostRepeated));
    }

    /** Whether a text begins with a document that Kubernetes' reader accepts as YAML, independent of its content. */
    public static boolean isYaml(String text) {
        return YamlReading.isYaml(text);
    }
}
