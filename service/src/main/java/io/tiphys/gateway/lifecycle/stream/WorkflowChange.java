package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * Something that happened to a workflow.
 *
 * @param type what
 * @param workflow the workflow afterwards
 */
public record WorkflowChange(Type type, WorkflowObject workflow) {
    /** What happened. */
    public enum Type {
        /** It is there, or was created. */
        ADDED,
        /** It changed. */
        MODIFIED,
        /** It was deleted. */
        DELETED
    }
}
