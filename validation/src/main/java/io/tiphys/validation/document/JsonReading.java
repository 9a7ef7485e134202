package io.tiphys.validation.document;

import io.tiphys.validation.finding.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a text as JSON. */
final class JsonReading {
    private static final Set<String> NO_JSON = Set.of(
            DocumentRule.JSON_SYNTAX.id(),
            DocumentRule.NOT_A_JSON_VALUE.id(),
            DocumentRule.TRUNCATED.id(),
            DocumentRule.TRAILING_CONTENT.id(),
            DocumentRule.NOT_AN_OBJECT.id());

    private JsonReading() {}

    /** @throws UnreadableDocumentException */
    static WorkflowManifest read(DecodedText text) {
        DocumentReading reading = new DocumentReading();
        ManifestObject root = JsonDocument.read(text.text(), reading);
        return reading.manifest(DocumentFormat.JSON, text.text(), root);
    }

    static Optional<ManifestObject> fragment(String text, int mostRepeated) {
        DocumentReading reading = new DocumentReading(mostRepeated);
        try {
            ManifestObject root = JsonDocument.read(text, reading);
            return reading.flawless() && !reading.isTooLarge() ? Optional.of(root) : Optional.empty();
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an unreadable text is no JSON at all, and may be YAML. */
    static boolean isNoJson(UnreadableDocumentException failure) {
        return failure.findings().stream().anyMatch(it -> NO_JSON.contains(it.rule()));
    }

    /** Whether the YAML reader gets much further than the JSON reader, so that the text was meant to be YAML. */
    static boolean isMeantAsYaml(UnreadableDocumentException json, UnreadableDocumentException yaml) {
        return last(yaml.findings()).line() > last(json.findings()).line() + 1;
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }
}
