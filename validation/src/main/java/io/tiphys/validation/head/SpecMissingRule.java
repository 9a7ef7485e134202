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
        return "The workflow has a spec.";
    }

    @Override
    public boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    @Override
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        if (root.object("spec").isEmpty()) {
            check.reportMissing(
                    this,
                    root,
                    "spec",
                    "The workflow has no spec.",
                    "Add a spec with an entrypoint and templates, or a workflowTemplateRef.");
        }
    }
}
