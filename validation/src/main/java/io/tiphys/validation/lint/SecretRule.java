package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reports a secret that every reader of the workflow can read. */
final class SecretRule extends LintRule {
    private static final Pattern SECRET = Pattern.compile(
            "(.*[-_.])?(password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?)");
    private static final int LONGEST_NAME = 200;

    SecretRule() {
        super(
                "secret-in-parameter",
                "A secret comes from a Secret, not from a parameter or an env value: those are readable in the workflow, its"
                        + " archive and the user interface.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        arguments(specification.spec(), check);
        for (ManifestObject template : specification.templates()) {
            template.object("inputs")
                    .ifPresent(inputs -> named(Specification.objects(inputs.array("parameters")), check));
            Specification.users(template).forEach(user -> arguments(user, check));
            Specification.containers(template)
                    .forEach(container -> named(Specification.objects(container.array("env")), check));
        }
    }

    private void arguments(ManifestObject user, WorkflowCheck check) {
        user.object("arguments")
                .ifPresent(arguments -> named(Specification.objects(arguments.array("parameters")), check));
    }

    private void named(List<ManifestObject> parameters, WorkflowCheck check) {
        for (ManifestObject parameter : parameters) {
            String name = parameter.string("name").orElse("");
            if (name.length() <= LONGEST_NAME
                    && SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                literal(parameter, "value", name, check);
                literal(parameter, "default", name, check);
            }
        }
    }

    private void literal(ManifestObject parameter, String field, String name, WorkflowCheck check) {
        ManifestNode value = parameter.find(field);
        String text = value == null ? "" : ManifestScalar.stringOf(value).orElse("");
        if (value != null && !text.isEmpty() && !text.contains("{{")) {
            String message =
                    ShownText.quoted(name) + " seems to be a secret, and is readable for all who see the workflow.";
            check.report(this, value, message, "Put it into a Secret, and use valueFrom.secretKeyRef in the env.");
        }
    }
}
