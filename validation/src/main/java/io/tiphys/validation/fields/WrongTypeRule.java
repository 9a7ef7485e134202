package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.rule.WorkflowCheck;

/** {@code wrong-type}: the Argo Server would return the raw error of its JSON reader. */
public final class WrongTypeRule implements FieldRule {
    @Override
    public String id() {
        return "wrong-type";
    }

    @Override
    public String description() {
        return "Every value has the type of its field, and a whole number is within the range of the field's Go type.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        return new FieldWalk.Visitor() {
            @Override
            public void wrongType(FieldType expected, ManifestNode value) {
                if (!DurationRule.isText(expected, value)) {
                    check.suppress(value);
                    check.report(WrongTypeRule.this, value, message(expected, value), TypeHints.of(expected, value));
                }
            }
        };
    }

    /** The expected and the found type of a value. */
    static String message(FieldType expected, ManifestNode value) {
        String wanted = expected == Simple.ANY_STRING ? Simple.STRING.description() : expected.description();
        return "Expected " + wanted + ", found " + TypeHints.found(value) + ".";
    }
}
