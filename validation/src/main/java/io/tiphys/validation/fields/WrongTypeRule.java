package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import org.jspecify.annotations.Nullable;

/** {@code wrong-type}: the Argo Server would answer with the raw error of its JSON reader. */
public final class WrongTypeRule implements WorkflowRule {
    @Override
    public String id() {
        return "wrong-type";
    }

    @Override
    public String description() {
        return "Every value has the type of its field: text, number, true or false, list, object.";
    }

    @Override
    public boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    @Override
    public void check(WorkflowCheck check) {
        FieldWalk.Visitor visitor = new FieldWalk.Visitor() {
            @Override
            public void wrongType(FieldType expected, ManifestNode value) {
                check.cloud(value);
                String message = "Here belongs " + expected.description() + ", and this is " + found(value) + ".";
                check.report(WrongTypeRule.this, value, message, hint(expected, value));
            }
        };
        new FieldWalk(FieldTable.of(check.version()), visitor)
                .walk(check.manifest().root(), check.type());
    }

    private static String found(ManifestNode value) {
        if (value instanceof ManifestScalar scalar) {
            return switch (scalar.type()) {
                case STRING -> "a text";
                case NUMBER -> "a number";
                case BOOLEAN -> "true or false";
                case NULL -> "null";
            };
        }
        return value instanceof ManifestObject ? "an object" : "a list";
    }

    private static @Nullable String hint(FieldType expected, ManifestNode value) {
        if (value instanceof ManifestScalar scalar) {
            if (expected == Simple.STRING) {
                return "Put quotes around it.";
            }
            boolean quoted = scalar.type() == ManifestScalar.Type.STRING && expected instanceof Simple;
            return quoted ? "Write it without quotes." : null;
        }
        boolean braces = value instanceof ManifestObject && expected instanceof Simple;
        return braces ? "If this is a {{variable}}, put quotes around it." : null;
    }
}
