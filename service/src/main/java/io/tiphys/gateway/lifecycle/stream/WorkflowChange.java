package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * A change of a workflow.
 *
 * @param type the type of the change
 * @param workflow the workflow after the change
 */
public record WorkflowChange(Type type, WorkflowObject workflow) {
    /** The type of a change. */
    public enum Type {
        /** The workflow exists, or was created. */
        ADDED,
        /** The workflow changed. */
        MODIFIED,
        /** The workflow was deleted. */
        DELETED
    }
}
