package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.review.Operation;
import java.util.List;
import java.util.Optional;

/** A change of an existing workflow. */
public sealed interface WorkflowAction {
    /** The operation, which determines the permissions. */
    Operation operation();

    /**
     * Stops the workflow; exit handlers still run.
     *
     * @param message the message that Argo writes to the selected nodes; only with a selector
     * @param nodeFieldSelector the nodes to stop
     */
    record Stop(Optional<String> message, Optional<String> nodeFieldSelector) implements WorkflowAction {
        @Override
        public Operation operation() {
            return nodeFieldSelector.isPresent() ? Operation.STOP_NODES : Operation.STOP;
        }
    }

    /** Ends the workflow at once; exit handlers do not run. */
    record Terminate() implements WorkflowAction {
        @Override
        public Operation operation() {
            return Operation.TERMINATE;
        }
    }

    /** Prevents the workflow from starting further steps. */
    record Suspend() implements WorkflowAction {
        @Override
        public Operation operation() {
            return Operation.SUSPEND;
        }
    }

    /**
     * Resumes the workflow.
     *
     * @param nodeFieldSelector the nodes to resume
     */
    record Resume(Optional<String> nodeFieldSelector) implements WorkflowAction {
        @Override
        public Operation operation() {
            return Operation.RESUME;
        }
    }

    /**
     * Runs the failed steps again.
     *
     * @param restartSuccessful also the successful steps that match the selector
     * @param nodeFieldSelector the selector of nodes
     * @param parameters parameters to change, each {@code name=value}
     */
    record Retry(boolean restartSuccessful, Optional<String> nodeFieldSelector, List<String> parameters)
            implements WorkflowAction {
        public Retry {
            parameters = List.copyOf(parameters);
        }

        @Override
        public Operation operation() {
            return Operation.RETRY;
        }
    }

    /**
     * Creates a new workflow from the existing one.
     *
     * @param memoized reuse the outputs of successful steps
     * @param parameters parameters to change, each {@code name=value}
     */
    record Resubmit(boolean memoized, List<String> parameters) implements WorkflowAction {
        public Resubmit {
            parameters = List.copyOf(parameters);
        }

        @Override
        public Operation operation() {
            return Operation.RESUBMIT;
        }
    }
}
