package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.error.Problem;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A message about a change of many workflows. */
public sealed interface BulkEvent {
    /** The outcome for one workflow. */
    enum Outcome {
        /** The workflow was changed. */
        DONE,
        /** An earlier call with the same key changed the workflow. */
        REPLAYED,
        /** The workflow's state, or a permission, does not allow the change. */
        REFUSED,
        /** The change failed, or its outcome is unknown; another call helps. */
        FAILED
    }

    /**
     * The result for one workflow.
     *
     * @param name the workflow's name
     * @param outcome the outcome
     * @param problem the reason of a refusal or a failure
     */
    record Changed(String name, Outcome outcome, Optional<Problem> problem) implements BulkEvent {
        public Changed {
            Objects.requireNonNull(name);
            Objects.requireNonNull(outcome);
            Objects.requireNonNull(problem);
        }
    }

    /**
     * The last message.
     *
     * @param matched the number of workflows that the labels match
     * @param selected the number of these whose state the change is for, or that an earlier call with the key changed
     * @param counts the number of workflows by outcome; empty for a dry run
     * @param dryRun whether nothing was changed on purpose
     */
    record Ended(int matched, int selected, Map<Outcome, Integer> counts, boolean dryRun) implements BulkEvent {
        public Ended {
            counts = Map.copyOf(counts);
        }

        /** The number of workflows with an outcome. */
        public int count(Outcome outcome) {
            return counts.getOrDefault(outcome, 0);
        }
    }
}
