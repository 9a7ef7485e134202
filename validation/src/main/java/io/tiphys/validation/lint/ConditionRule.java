package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.reader.EmbeddedObjects;
import io.tiphys.validation.rule.WorkflowCheck;

/** Reports a resource that runs after its creation, without a condition to wait for. */
final class ConditionRule extends LintRule {
    ConditionRule() {
        super(
                "resource-without-condition",
                "A resource template that creates a Job or a custom resource has a successCondition: without one the step"
                        + " succeeds as soon as the object exists.");
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        for (ManifestObject template : specification.templates()) {
            EmbeddedManifest.of(template)
                    .filter(ConditionRule::works)
                    .filter(it -> it.resource().string("successCondition").isEmpty())
                    .findFirst()
                    .ifPresent(it -> check.report(
                            this,
                            it.resource(),
                            "There is no successCondition: the step succeeds as soon as the object exists, not when it has done its work.",
                            it.kind().equals("Job")
                                    ? "Add: successCondition: status.succeeded > 0, and a failureCondition."
                                    : "Add a successCondition on the object's status, and a failureCondition."));
        }
    }

    private static boolean works(EmbeddedManifest manifest) {
        String group =
                manifest.apiVersion().contains("/") ? manifest.apiVersion().split("/", 2)[0] : "";
        boolean own =
                group.isEmpty() || !group.contains(".") || group.endsWith(".k8s.io") || EmbeddedObjects.isOpen(group);
        return manifest.kind().equals("Job") || !own;
    }
}
