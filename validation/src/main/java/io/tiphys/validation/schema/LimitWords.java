package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import java.util.Map;

/** Describes the limits of a custom resource definition in words. */
final class LimitWords {
    /** Descriptions of the patterns of the definitions; a test proves that none is missing. */
    static final Map<String, String> PATTERNS = Map.of(
            "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
            "a quantity, for example 500m or 1Gi",
            "^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every\\s+([0-9]+(ns|us|\u00b5s|ms|s|m|h))+|([0-9*,/?-]+\\s+){4}[0-9*,/?-]+)$",
            "five fields of digits, *, commas, dashes, slashes and question marks, or a macro like @daily. Argo reads names of months"
                    + " and days, and time zones, but the full custom resource definition of CronWorkflows does not: write days and months"
                    + " as numbers, and the time zone into spec.timezone",
            "^[-a-zA-Z0-9_]+$",
            "letters, digits, dashes and underscores",
            "^[-a-zA-Z0-9_{}.]+$",
            "letters, digits, dashes, underscores, dots and braces",
            "^[a-zA-Z0-9][-a-zA-Z0-9]*$",
            "letters, digits and dashes, beginning with a letter or digit",
            "^[a-zA-Z_][a-zA-Z0-9_]*$",
            "letters, digits and underscores, beginning with no digit");

    private LimitWords() {}

    static String message(ValidationMessage violation, ManifestNode at) {
        JsonNode limit = violation.getSchemaNode();
        String value = limit == null ? "" : limit.isArray() ? listed(limit) : limit.asText();
        int size = at.content().size();
        return switch (violation.getType()) {
            case "maxItems" -> "Kubernetes accepts at most " + value + " elements, found " + size + ".";
            case "minItems" -> "Kubernetes accepts at least " + value + " elements, found " + size + ".";
            case "maxLength" -> "Kubernetes accepts at most " + value + " characters, found " + text(at).length() + ".";
            case "minLength" ->
                "Kubernetes accepts at least " + value + " characters, found " + text(at).length() + ".";
            case "maximum" -> "Kubernetes accepts at most " + value + ", found " + text(at) + ".";
            case "minimum" -> "Kubernetes accepts at least " + value + ", found " + text(at) + ".";
            case "enum" -> "Kubernetes accepts one of " + value + ", found " + ShownText.quoted(text(at)) + ".";
            case "pattern" ->
                "Kubernetes does not take " + ShownText.quoted(text(at)) + ". Expected "
                        + PATTERNS.getOrDefault(value, "what matches " + value) + ".";
            default -> "Kubernetes refuses it: " + violation.getMessage() + ".";
        };
    }

    private static String text(ManifestNode node) {
        return node instanceof ManifestScalar scalar ? scalar.text() : "";
    }

    private static String listed(JsonNode values) {
        StringBuilder text = new StringBuilder();
        for (JsonNode value : values) {
            text.append(text.isEmpty() ? "'" : ", '").append(value.asText()).append('\'');
        }
        return text.toString();
    }
}
