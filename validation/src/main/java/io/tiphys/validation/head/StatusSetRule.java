package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;

/**
 * {@code status-set}: the Argo Server creates a workflow with the status of the request, and the controller then runs
 * {@code status.storedWorkflowTemplateSpec} instead of the spec. Its content would escape every other rule. A status without
 * values is allowed: tools write the times of a workflow that never ran as null.
 */
public final class StatusSetRule implements WorkflowRule {
    @Override
    public String id() {
        return "status-set";
    }

    @Override
    public String description() {
        return "The workflow has no status: Argo would run the templates that a status stores, whatever the spec says.";
    }

    @Override
    public void check(WorkflowCheck check) {
        check.manifest()
                .root()
                .object("status")
                .filter(status -> !saysNothing(status))
                .ifPresent(status -> check.reportKey(
                        this,
                        status,
                        "A workflow must be submitted without a status, and this has one.",
                        "Remove the status."));
    }

    private static boolean saysNothing(ManifestNode value) {
        if (value instanceof ManifestScalar scalar) {
            return scalar.type() == ManifestScalar.Type.NULL || scalar.text().isEmpty();
        }
        return value.content().stream()
                .allMatch(
                        part -> saysNothing(part) && !(part instanceof ManifestObject && isStoredSpecification(part)));
    }

    /** An empty one would be used as well, and nothing would run. */
    private static boolean isStoredSpecification(ManifestNode value) {
        ManifestKey key = value.key();
        return key != null && key.text().startsWith("stored");
    }
}
