package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.expression.WhenExpression;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports a condition that is unreadable with a word, a number and true in the place of its variables. */
final class UnreadableWhenRule extends LintRule {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^{}=]++}}");
    private static final List<String> USUAL = List.of("x", "1", "true");

    /** A word in the place of a variable, for a correction. */
    private static final String WORD = "tiphysVariable";

    UnreadableWhenRule() {
        super(
                "unreadable-when",
                "Argo can evaluate a when with usual values of its variables: a word, a number, and true. Otherwise the step ends"
                        + " in an error.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            for (ManifestObject user : Specification.users(template)) {
                ManifestNode when = user.find("when");
                String text = when == null ? "" : ManifestScalar.stringOf(when).orElse("");
                if (when != null && VARIABLE.matcher(text).find()) {
                    check(text, when, check);
                }
            }
        }
    }

    private void check(String text, ManifestNode when, WorkflowCheck check) {
        String flaw = null;
        for (String value : USUAL) {
            String filled = VARIABLE.matcher(text).replaceAll(value);
            flaw = filled.contains("{{") ? null : WhenExpression.flaw(filled);
            if (flaw == null) {
                return;
            }
        }
        String mended = mended(text);
        check.report(
                this,
                when,
                "The condition " + ShownText.quoted(text)
                        + " cannot be evaluated with usual values of its variables: with 'true', " + flaw + ".",
                mended == null
                        ? "Compare with ==, !=, < or >, join with && or ||, and put texts into quotes."
                        : "Write: " + ShownText.plain(mended) + ".");
    }

    private static @Nullable String mended(String text) {
        List<String> variables = new ArrayList<>();
        String filled = VARIABLE.matcher(text).replaceAll(match -> {
            variables.add(match.group());
            return WORD;
        });
        String mended = WhenExpression.mended(filled);
        if (mended == null) {
            return null;
        }
        for (String variable : variables) {
            mended = mended.replaceFirst(WORD, Matcher.quoteReplacement(variable));
        }
        return mended;
    }
}
