package io.tiphys.gateway.preflight.finding;

import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.workflow.RulePages;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.requirement.template.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A finding of a workflow's preflight.
 *
 * @param rule the stable id of the rule, for example {@code secret-exists}
 * @param severity the severity
 * @param pointer a JSON Pointer (RFC 6901) into the document; empty for the whole document
 * @param line the line in the document as the caller sent it, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message the problem
 * @param hint the correction
 * @param missingPermissions the missing permissions that cause the problem or prevent the check
 * @param needed whether the workflow itself needs those permissions, or only the check
 */
public record WorkflowFinding(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        Optional<String> hint,
        List<MissingPermission> missingPermissions,
        boolean needed) {
    /** Document order; findings without a position come first. */
    static final Comparator<WorkflowFinding> IN_DOCUMENT = Comparator.comparingInt(WorkflowFinding::line)
            .thenComparingInt(WorkflowFinding::column)
            .thenComparing(WorkflowFinding::rule)
            .thenComparing(WorkflowFinding::severity)
            .thenComparing(WorkflowFinding::message);

    public WorkflowFinding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(message);
        Objects.requireNonNull(hint);
        missingPermissions = List.copyOf(missingPermissions);
    }

    /** The path of the rule's description on the gateway. */
    public String link() {
        return RulePages.link(rule);
    }

    /** A finding with a source location. */
    public static WorkflowFinding at(Place place, InspectionRule rule, Severity severity, String message) {
        String holder =
                place.holder().name().isEmpty() ? "" : " (in " + place.holder().description() + ")";
        return new WorkflowFinding(
                rule.id(),
                severity,
                place.pointer(),
                place.line(),
                place.column(),
                message + holder,
                Optional.empty(),
                List.of(),
                false);
    }

    /** A finding about the whole submission. */
    public static WorkflowFinding general(InspectionRule rule, Severity severity, String message) {
        return new WorkflowFinding(rule.id(), severity, "", 0, 0, message, Optional.empty(), List.of(), false);
    }

    /** The finding of a document rule. */
    public static WorkflowFinding of(Finding finding) {
        return new WorkflowFinding(
                finding.rule(),
                finding.isError() ? Severity.ERROR : Severity.WARNING,
                finding.pointer(),
                finding.line(),
                finding.column(),
                finding.message(),
                finding.hint(),
                List.of(),
                false);
    }

    /** A copy with a hint. */
    public WorkflowFinding withHint(String text) {
        return new WorkflowFinding(
                rule, severity, pointer, line, column, message, Optional.of(text), missingPermissions, needed);
    }

    /** A copy with permissions that the workflow needs. */
    public WorkflowFinding needing(List<MissingPermission> rights) {
        return new WorkflowFinding(rule, severity, pointer, line, column, message, hint, rights, true);
    }

    /** A copy with a permission that only the check needs. */
    public WorkflowFinding checkedWith(MissingPermission right) {
        return new WorkflowFinding(rule, severity, pointer, line, column, message, hint, List.of(right), false);
    }
}
