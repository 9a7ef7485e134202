package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.rule.WorkflowCheck;

/** Reports a condition that becomes invalid when a result is not the expected word. */
final class WhenRule extends LintRule {
    WhenRule() {
        super(
                "unquoted-when",
                "A result in a when is quoted: an empty result, or one with a space, makes the condition invalid.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            for (ManifestObject user : Specification.users(template)) {
                ManifestNode when = user.find("when");
                String text = when == null ? "" : ManifestScalar.stringOf(when).orElse("");
                if (when != null && isUnquoted(text)) {
                    check.report(
                            this,
                            when,
                            "A result without quotes: one that is empty or has a space in it makes the condition unreadable.",
                            "Put quotes around the {{variable}} and what it is compared with.");
                }
            }
        }
    }

    private static boolean isUnquoted(String when) {
        for (int open = when.indexOf("{{"); open >= 0; open = when.indexOf("{{", open + 2)) {
            int close = when.indexOf("}}", open);
            if (close < 0) {
                return false;
            }
            boolean result = when.substring(open, close).contains(".outputs.");
            boolean quoted = open > 0 && "'\"".indexOf(when.charAt(open - 1)) >= 0;
            boolean expression = when.startsWith("=", open + 2);
            if (result && !quoted && !expression) {
                return true;
            }
        }
        return false;
    }
}
