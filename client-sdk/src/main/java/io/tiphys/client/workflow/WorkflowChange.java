package io.tiphys.client.workflow;

/**
 * A change of a workflow.
 *
 * @param type the type of the change
 * @param workflow the workflow after the change
 */
public record WorkflowChange(Type type, Workflow workflow) {
    /** The type of a change. */
    public enum Type {
        /** The workflow exists, or was created. */
        ADDED,
        /** The workflow changed. */
        MODIFIED,
        /** The workflow was deleted. */
        DELETED,
        /** A type that this client does not know. */
        UNKNOWN
    }
}
