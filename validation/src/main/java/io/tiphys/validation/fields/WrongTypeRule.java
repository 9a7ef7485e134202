package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Set;

/** {@code wrong-type}: the Argo Server would return the raw error of its JSON reader. */
public final class WrongTypeRule implements FieldRule {
    private static final Set<FieldType> WHOLE = Set.of(Simple.INT32, Simple.INT64, Simple.UINT64);

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
                    String hint = TypeHints.of(expected, value, FieldTable.of(check.version()));
                    check.report(WrongTypeRule.this, value, message(expected, value), hint);
                }
            }
        };
    }

    /** The expected and the found type of a value. */
    static String message(FieldType expected, ManifestNode value) {
        String wanted = wanted(expected, value);
        return "Expected " + wanted + ", found " + TypeHints.found(value) + ".";
    }

    /** The range of a whole number is of interest only to who gave one. */
    private static String wanted(FieldType expected, ManifestNode value) {
        boolean number = value instanceof ManifestScalar scalar
                && scalar.type() == ManifestScalar.Type.NUMBER
                && scalar.text().matches("-?[0-9]+");
        if (expected == Simple.ANY_STRING) {
            return Simple.STRING.description();
        }
        return WHOLE.contains(expected) && !number ? "a whole number" : expected.description();
    }
}
