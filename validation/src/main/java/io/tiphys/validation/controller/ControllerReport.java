package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reports what the controller cannot use.
 *
 * @param rule the rule
 * @param check the document
 */
record ControllerReport(Rule rule, WorkflowCheck check) {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");

    /** A text that is known before the workflow runs; empty for any other value. */
    static String text(@Nullable ManifestNode value) {
        String text = value == null ? "" : ManifestScalar.stringOf(value).orElse("");
        return text.contains("{{") ? "" : text;
    }

    /** Whether Go reads a field as absent or empty. */
    static boolean lacks(ManifestObject owner, String field) {
        ManifestNode value = owner.find(field);
        return value == null
                || value instanceof ManifestScalar scalar
                        && (scalar.type() == ManifestScalar.Type.NULL
                                || scalar.text().isEmpty());
    }

    void at(ManifestNode node, String message, @Nullable String hint) {
        if (!check.isSuppressed(node)) {
            check.report(rule, node, message, hint);
        }
    }

    void required(ManifestObject owner, String field, String hint) {
        if (lacks(owner, field)) {
            check.reportMissing(rule, owner, field, WorkflowCheck.PLACE + " is required.", hint);
        }
    }

    /** Reports a text that is no whole number. */
    void whole(ManifestObject owner, String field) {
        String text = text(owner.find(field));
        ManifestNode value = owner.find(field);
        if (value != null && !text.isEmpty() && !WHOLE.matcher(text).matches()) {
            at(value, "Expected a whole number, or its text, found text " + ShownText.quoted(text) + ".", null);
        }
    }
}
