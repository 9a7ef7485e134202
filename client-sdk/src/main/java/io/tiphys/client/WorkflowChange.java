package io.tiphys.client;

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

    static WorkflowChange of(io.tiphys.client.generated.model.WorkflowChange generated) {
        return new WorkflowChange(
                switch (generated.getType()) {
                    case ADDED -> Type.ADDED;
                    case MODIFIED -> Type.MODIFIED;
                    case DELETED -> Type.DELETED;
                    case UNKNOWN_DEFAULT_OPEN_API -> Type.UNKNOWN;
                },
                Workflow.of(generated.getWorkflow()));
    }
}
