package io.tiphys.client.workflow;

import io.tiphys.client.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A finding about a workflow, or about another document of Argo's.
 *
 * @param rule the stable id of the rule, for example {@code secret-exists}
 * @param severity the severity
 * @param pointer a JSON Pointer (RFC 6901) into the document; empty for the whole document
 * @param line the line in the text as it was given, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message the problem
 * @param hint the correction
 * @param link the description of the rule: a path of the gateway, or offline a path from the root of the project Tiphys
 * @param missingPermissions the missing permissions that cause the problem or prevent the check; none without a cluster
 */
public record WorkflowFinding(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        Optional<String> hint,
        String link,
        List<MissingPermission> missingPermissions) {
    public WorkflowFinding {
        missingPermissions = List.copyOf(missingPermissions);
    }
}
