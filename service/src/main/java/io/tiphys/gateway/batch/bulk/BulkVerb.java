package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.util.Set;

/** A change of each of many workflows. */
public enum BulkVerb {
    /** Stops those that have not ended; their exit handlers still run. */
    STOP(Operation.STOP),
    /** Ends those that have not ended at once. */
    TERMINATE(Operation.TERMINATE),
    /** Runs the failed steps of the failed ones again. */
    RETRY(Operation.RETRY),
    /** Deletes all. */
    DELETE(Operation.DELETE);

    private static final Set<String> FAILED = Set.of("Failed", "Error");

    private final Operation operation;

    BulkVerb(Operation operation) {
        this.operation = operation;
    }

    /** The operation on each workflow, which determines the permissions. */
    public Operation operation() {
        return operation;
    }

    /** Whether the verb is for a workflow in this state. */
    boolean isFor(WorkflowSummary workflow) {
        return switch (this) {
            case STOP, TERMINATE -> !workflow.ended();
            case RETRY -> FAILED.contains(workflow.phase());
            case DELETE -> true;
        };
    }
}
