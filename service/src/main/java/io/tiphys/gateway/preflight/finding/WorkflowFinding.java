package io.tiphys.gateway.preflight.finding;

import io.tiphys.gateway.access.review.LackedRight;
import io.tiphys.gateway.workflow.RulePages;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.requirement.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a workflow's preflight found.
 *
 * @param rule the stable id of the rule, for example {@code secret-exists}
 * @param severity how much it matters
 * @param pointer where, as a JSON Pointer (RFC 6901) into the document; empty for the whole of it
 * @param line the line in the document as the caller sent it, from 1; 0 when there is no position
 * @param column the column, in characters from 1; 0 when there is no position
 * @param message what was found
 * @param hint what to do about it
 * @param lacked the rights that somebody lacks, and without which this is wrong or could not be checked
 * @param needed whether the workflow itself needs those rights, or only the check
 */
public record WorkflowFinding(
        String rule,
        Severity severity,
        String pointer,
        int line,
        int column,
        String message,
        Optional<String> hint,
        List<LackedRight> lacked,
        boolean needed) {
    /** The order of the document; what has no position comes first. */
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
        lacked = List.copyOf(lacked);
    }

    /** Where the gateway describes the rule: a path. */
    public String link() {
        return RulePages.link(rule);
    }

    /** A finding with a place in the document. */
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

    /** What a rule of the document itself says. */
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

    /** The same with what to do about it. */
    public WorkflowFinding withHint(String text) {
        return new WorkflowFinding(rule, severity, pointer, line, column, message, Optional.of(text), lacked, needed);
    }

    /** The same with rights that the workflow needs. */
    public WorkflowFinding needing(List<LackedRight> rights) {
        return new WorkflowFinding(rule, severity, pointer, line, column, message, hint, rights, true);
    }

    /** The same with a right that only the check needs. */
    public WorkflowFinding checkedWith(LackedRight right) {
        return new WorkflowFinding(rule, severity, pointer, line, column, message, hint, List.of(right), false);
    }
}
