package io.tiphys.validation.lint;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.rule.WorkflowCheck;

/** Reports a workflow that never ends by itself, or that is never removed. */
final class LifetimeRule extends LintRule {
    /** The end that is missing. */
    enum End {
        /** The removal of the object from the cluster. */
        OBJECT(
                "no-ttl",
                "ttlStrategy",
                "A workflow has a ttlStrategy: otherwise it stays in the cluster until it is deleted.",
                "There is no ttlStrategy: the workflow stays in the cluster until it is deleted.",
                "Add, for example: ttlStrategy: {secondsAfterCompletion: 86400}."),
        /** The end of the run. */
        WORK(
                "no-deadline",
                "activeDeadlineSeconds",
                "A workflow has activeDeadlineSeconds: otherwise a step that hangs keeps its resources for ever.",
                "There is no deadline: a step that hangs keeps its resources for ever.",
                "Add, for example: activeDeadlineSeconds: 86400.");

        private final String id;
        private final String field;
        private final String description;
        private final String message;
        private final String hint;

        End(String id, String field, String description, String message, String hint) {
            this.id = id;
            this.field = field;
            this.description = description;
            this.message = message;
            this.hint = hint;
        }
    }

    private final End end;

    LifetimeRule(End end) {
        super(end.id, end.description);
        this.end = end;
    }

    @Override
    void check(Specification specification, WorkflowCheck check) {
        boolean runs = specification.kind().equals(WorkflowCheck.WORKFLOW)
                || specification.kind().equals("CronWorkflow");
        ManifestObject spec = specification.spec();
        if (runs && spec.find(end.field) == null && spec.find("workflowTemplateRef") == null) {
            check.reportMissing(this, spec, end.field, end.message, end.hint);
        }
    }
}
