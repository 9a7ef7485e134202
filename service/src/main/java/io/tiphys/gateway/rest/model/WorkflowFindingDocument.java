package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found about a workflow.
 *
 * @param rule the stable id of the rule, for example secret-exists
 * @param severity ERROR when the workflow is refused or cannot do what it says, WARNING when it may wait or do something
 *     else, INFO when it is worth knowing, UNCHECKED when it could not be checked
 * @param pointer where, as a JSON Pointer (RFC 6901) into the body; empty for the whole of it
 * @param line the line in the body as it was sent, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what was found
 * @param hint what to do about it
 * @param link where the gateway describes the rule: a path
 * @param missingPermissions the missing permissions, without which this is wrong or could not be checked
 */
@Schema(
        name = "WorkflowFinding",
        requiredProperties = {"rule", "severity", "pointer", "line", "column", "message", "link", "missingPermissions"})
record WorkflowFindingDocument(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        @Nullable String hint,
        String link,
        List<MissingPermissionDocument> missingPermissions) {
    WorkflowFindingDocument {
        missingPermissions = List.copyOf(missingPermissions);
    }

    static List<WorkflowFindingDocument> of(List<Finding> findings) {
        return findings.stream().map(finding -> of(WorkflowFinding.of(finding))).toList();
    }

    static WorkflowFindingDocument of(WorkflowFinding finding) {
        return new WorkflowFindingDocument(
                finding.rule(),
                finding.severity(),
                finding.pointer(),
                finding.line(),
                finding.column(),
                finding.message(),
                finding.hint().orElse(null),
                finding.link(),
                finding.missingPermissions().stream()
                        .map(MissingPermissionDocument::of)
                        .toList());
    }
}
