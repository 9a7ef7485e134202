package io.tiphys.validation.rule;

import io.tiphys.validation.finding.Rule;

/** One rule that a workflow has to follow. Pure and thread-safe. */
public interface WorkflowRule extends Rule {
    /**
     * Whether the rule speaks about documents of this kind.
     *
     * @param kind the document's {@code kind}; Workflow when it has none
     */
    default boolean appliesTo(String kind) {
        return kind.equals(WorkflowCheck.WORKFLOW);
    }

    /** Reports everything that is wrong by this rule. */
    void check(WorkflowCheck check);
}
