package io.tiphys.validation.rule;

import io.tiphys.validation.finding.Rule;

/** One rule for workflows. Pure and thread-safe. */
public interface WorkflowRule extends Rule {
    /**
     * Whether the rule applies to documents of this kind.
     *
     * @param kind the document's {@code kind}; Workflow for none
     */
    default boolean appliesTo(String kind) {
        return kind.equals(WorkflowCheck.WORKFLOW);
    }

    /** Reports all violations of this rule. */
    void check(WorkflowCheck check);
}
