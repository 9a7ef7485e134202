package io.tiphys.client;

/**
 * Something that happened to a workflow.
 *
 * @param type what
 * @param workflow the workflow afterwards
 */
public record WorkflowChange(Type type, Workflow workflow) {
    /** What happened. */
    public enum Type {
        /** It is there, or was created. */
        ADDED,
        /** It changed. */
        MODIFIED,
        /** It was deleted. */
        DELETED,
        /** Something that this client does not know. */
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
