package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.rule.WorkflowCheck;

/** Reports a resource that remains when its workflow is deleted. */
final class OwnerRule extends LintRule {
    OwnerRule() {
        super(
                "resource-without-owner",
                "A resource template that creates something has setOwnerReference: without it the object stays when the"
                        + " workflow is deleted.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            EmbeddedManifest.of(template)
                    .filter(it -> !isTrue(it.resource().find("setOwnerReference")))
                    .findFirst()
                    .ifPresent(it -> check.report(
                            this,
                            it.resource(),
                            "The object that the template creates stays when the workflow is deleted.",
                            "Add setOwnerReference: true, or delete it in an exit handler."));
        }
    }

    private static boolean isTrue(@org.jspecify.annotations.Nullable ManifestNode node) {
        return node instanceof ManifestScalar scalar && scalar.text().equals("true");
    }
}
