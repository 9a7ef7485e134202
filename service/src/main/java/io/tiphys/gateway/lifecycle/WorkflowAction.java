package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.review.Operation;
import java.util.List;
import java.util.Optional;

/** A change of a workflow that exists. */
public sealed interface WorkflowAction {
    /** Which rights it needs. */
    Operation operation();

    /**
     * Stops it; exit handlers still run.
     *
     * @param message what Argo writes to the selected nodes; only with a selector
     * @param nodeFieldSelector only these nodes
     */
    record Stop(Optional<String> message, Optional<String> nodeFieldSelector) implements WorkflowAction {
        @Override
        public Operation operation() {
            return nodeFieldSelector.isPresent() ? Operation.STOP_NODES : Operation.STOP;
        }
    }

    /** Ends it at once; exit handlers do not run. */
    record Terminate() implements WorkflowAction {
        @Override
        public Operation operation() {
            return Operation.TERMINATE;
        }
    }

    /** Keeps it from starting further steps. */
    record Suspend() implements WorkflowAction {
        @Override
        public Operation operation() {
            return Operation.SUSPEND;
        }
    }

    /**
     * Lets it go on.
     *
     * @param nodeFieldSelector only these nodes
     */
    record Resume(Optional<String> nodeFieldSelector) implements WorkflowAction {
        @Override
        public Operation operation() {
            return Operation.RESUME;
        }
    }

    /**
     * Runs its failed steps again.
     *
     * @param restartSuccessful also the successful ones that the selector picks
     * @param nodeFieldSelector which nodes
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
     * Makes a new workflow of it.
     *
     * @param memoized take over the outputs of the steps that succeeded
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
