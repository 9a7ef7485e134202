package io.tiphys.validation.head;

import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;

/**
 * {@code status-set}: the Argo Server creates a workflow with the status that it is sent, and the controller then runs
 * {@code status.storedWorkflowTemplateSpec} instead of the spec. What it holds would escape every other rule.
 */
public final class StatusSetRule implements WorkflowRule {
    @Override
    public String id() {
        return "status-set";
    }

    @Override
    public String description() {
        return "The workflow has no status: Argo would run what a status stores, whatever the spec says.";
    }

    @Override
    public void check(WorkflowCheck check) {
        check.manifest()
                .root()
                .object("status")
                .filter(status -> !status.members().isEmpty())
                .ifPresent(status -> check.reportKey(
                        this,
                        status,
                        "A workflow must be submitted without a status, and this has one.",
                        "Remove the status."));
    }
}
