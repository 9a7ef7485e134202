package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;

/** {@code spec-missing}: a workflow without a specification does nothing. */
public final class SpecMissingRule implements WorkflowRule {
    @Override
    public String id() {
        return "spec-missing";
    }

    @Override
    public String description() {
        return "The document has a spec.";
    }

    @Override
    public boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    private static String hint(String kind) {
        return switch (kind) {
            case "CronWorkflow" -> "Add a spec with schedules and a workflowSpec.";
            case "WorkflowTemplate", "ClusterWorkflowTemplate" -> "Add a spec with templates.";
            default -> "Add a spec with an entrypoint and templates, or a workflowTemplateRef.";
        };
    }

    @Override
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        if (root.object("spec").isEmpty()) {
            check.reportMissing(
                    this,
                    root,
                    "spec",
                    WorkflowCheck.PLACE + " is required: the " + check.type() + " has none.",
                    hint(check.type()));
        }
    }
}
