package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.rule.WorkflowCheck;

/** {@code duration}: Argo accepts any text as a duration, and fails when it needs the value. */
public final class DurationRule implements FieldRule {
    @Override
    public String id() {
        return "duration";
    }

    @Override
    public String description() {
        return "A duration is a number with a unit, for example 90s or 1h30m, or for some fields the text of a whole number of"
                + " seconds: Argo's controller fails when it reads another one.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        return new FieldWalk.Visitor() {
            @Override
            public void wrongType(FieldType expected, ManifestNode value) {
                if (isText(expected, value)) {
                    check.suppress(value);
                    check.report(DurationRule.this, value, WrongTypeRule.message(expected, value), hint(value));
                }
            }
        };
    }

    private static String hint(ManifestNode value) {
        String text = ManifestScalar.stringOf(value).orElse("");
        return GoDuration.isDuration(text + "s")
                ? "Write, for example, " + text + "s."
                : "The units are h, m, s, ms, us and ns; a day is 24h.";
    }

    /** Whether the value is text for Argo's reader, but no duration. */
    static boolean isText(FieldType expected, ManifestNode value) {
        return (expected == Simple.DURATION || expected == Simple.SECONDS)
                && value instanceof ManifestScalar scalar
                && scalar.type() == ManifestScalar.Type.STRING;
    }
}
