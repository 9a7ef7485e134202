package io.tiphys.validation.document.json;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.text.DecodedText;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a text as JSON. */
public final class JsonReading {
    private static final Set<String> NO_JSON = Set.of(
            DocumentRule.JSON_SYNTAX.id(),
            DocumentRule.NOT_A_JSON_VALUE.id(),
            DocumentRule.TRUNCATED.id(),
            DocumentRule.TRAILING_CONTENT.id(),
            DocumentRule.NOT_AN_OBJECT.id());

    private JsonReading() {}

    /** @throws UnreadableDocumentException */
    public static WorkflowManifest read(DecodedText text) {
        DocumentReading reading = new DocumentReading();
        ManifestObject root = JsonDocument.read(text.text(), reading);
        return reading.manifest(DocumentFormat.JSON, text.text(), root);
    }

    public static Optional<ManifestObject> fragment(String text, int mostRepeated) {
        DocumentReading reading = new DocumentReading(mostRepeated);
        try {
            ManifestObject root = JsonDocument.read(text, reading);
            return reading.flawless() && !reading.isTooLarge() ? Optional.of(root) : Optional.empty();
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an unreadable text is no JSON at all, and may be YAML. */
    public static boolean isNoJson(UnreadableDocumentException failure) {
        return failure.findings().stream().anyMatch(it -> NO_JSON.contains(it.rule()));
    }

    /** Whether the YAML reader gets much further than the JSON reader, so that the text was meant to be YAML. */
    public static boolean isMeantAsYaml(UnreadableDocumentException json, UnreadableDocumentException yaml) {
        return last(yaml.findings()).line() > last(json.findings()).line() + 1;
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }
}
