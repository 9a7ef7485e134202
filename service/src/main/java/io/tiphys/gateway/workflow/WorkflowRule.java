package io.tiphys.gateway.workflow;

/** One rule that a workflow has to follow. Pure and thread-safe. */
public interface WorkflowRule {
    /** The stable id, as in {@link io.tiphys.gateway.error.Violation#rule()}: lower-case words with dashes. */
    String id();

    /** What the rule asks for and why, in a sentence for the reference page. */
    String description();

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
