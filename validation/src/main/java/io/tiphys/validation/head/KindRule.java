package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.Optional;

/** {@code kind}: only workflows are submitted. */
public final class KindRule implements WorkflowRule {
    @Override
    public String id() {
        return "kind";
    }

    @Override
    public String description() {
        return "The document's kind is Workflow.";
    }

    @Override
    public boolean appliesTo(String kind) {
        return true;
    }

    @Override
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        Optional<ManifestNode> kind = root.get("kind");
        if (kind.isEmpty()) {
            check.reportMissing(this, root, "kind", WorkflowCheck.PLACE + " is required.", "Add: kind: Workflow");
        } else if (!root.string("kind").equals(Optional.of(WorkflowCheck.WORKFLOW))
                && !check.isSuppressed(kind.get())) {
            String shown = ShownText.quoted(root.string("kind").orElse("null"));
            check.report(
                    this,
                    kind.get(),
                    "Expected Workflow, found " + shown + ": nothing else can be submitted.",
                    root.string("kind").flatMap(KindRule::hint).orElse(null));
        }
    }

    private static Optional<String> hint(String kind) {
        return switch (kind) {
            case "WorkflowTemplate", "ClusterWorkflowTemplate" ->
                Optional.of("Submit a Workflow whose spec has a workflowTemplateRef to it.");
            case "CronWorkflow" -> Optional.of("Submit its spec.workflowSpec as the spec of a Workflow.");
            default ->
                kind.equalsIgnoreCase(WorkflowCheck.WORKFLOW) ? Optional.of("Write: kind: Workflow") : Optional.empty();
        };
    }
}
