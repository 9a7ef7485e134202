package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports a parameter whose value YAML changes: a parameter is text, and Argo takes the text of the number or boolean. */
final class RewrittenValueRule extends LintRule {
    RewrittenValueRule() {
        super(
                "rewritten-value",
                "A parameter's value that YAML reads as a number or boolean of another form is quoted: otherwise 1.10 becomes 1.1,"
                        + " 0755 becomes 493, and on becomes true.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        parameters(specification.spec().object("arguments"), check);
        for (ManifestObject template : specification.templates()) {
            parameters(template.object("inputs"), check);
            parameters(template.object("outputs"), check);
            Specification.users(template).forEach(user -> parameters(user.object("arguments"), check));
        }
    }

    private void parameters(Optional<ManifestObject> holder, WorkflowCheck check) {
        for (ManifestObject parameter : Specification.objects(holder.flatMap(it -> it.array("parameters")))) {
            value(parameter.find("value"), check);
            value(parameter.find("default"), check);
        }
    }

    private void value(@Nullable ManifestNode value, WorkflowCheck check) {
        if (value instanceof ManifestScalar scalar
                && scalar.type() != ManifestScalar.Type.STRING
                && scalar.type() != ManifestScalar.Type.NULL
                && !scalar.written().equals(scalar.text())) {
            String written = ShownText.plain(scalar.written());
            String message = "The parameter becomes " + ShownText.quoted(scalar.text()) + ": YAML reads " + written
                    + " as a " + (scalar.type() == ManifestScalar.Type.NUMBER ? "number." : "boolean.");
            check.report(this, value, message, "Write it in quotes: \"" + written + "\".");
        }
    }
}
