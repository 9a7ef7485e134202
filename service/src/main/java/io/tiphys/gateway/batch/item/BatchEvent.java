package io.tiphys.gateway.batch.item;

import io.tiphys.gateway.error.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A message about a batch. */
public sealed interface BatchEvent {
    /**
     * The first message: the batch is accepted.
     *
     * @param batchId the value of the workflows' label {@code tiphys.io/batch}
     */
    record Accepted(String batchId) implements BatchEvent {
        public Accepted {
            Objects.requireNonNull(batchId);
        }
    }

    /**
     * The result of one item.
     *
     * @param index the item's index
     * @param name the workflow's name; empty when it is not known
     * @param uid the workflow's uid; empty when it is not known
     * @param outcome the outcome
     * @param parameters the item's parameters in a sweep; empty otherwise
     * @param problem the reason of a refusal or a failure
     */
    record ItemResult(
            int index,
            String name,
            String uid,
            ItemOutcome outcome,
            Map<String, String> parameters,
            Optional<Problem> problem)
            implements BatchEvent {
        public ItemResult {
            Objects.requireNonNull(name);
            Objects.requireNonNull(uid);
            Objects.requireNonNull(outcome);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            Objects.requireNonNull(problem);
        }

        /** An item with a workflow. */
        public static ItemResult of(BatchItem item, ItemOutcome outcome, String name, String uid) {
            return new ItemResult(item.index(), name, uid, outcome, item.parameters(), Optional.empty());
        }

        /** The same with the first violation of its problem only. */
        public ItemResult shortened() {
            return new ItemResult(
                    index,
                    name,
                    uid,
                    outcome,
                    parameters,
                    problem.map(all -> all.withViolations(
                            all.violations().stream().limit(1).toList())));
        }

        /** An item without a workflow. */
        public static ItemResult without(BatchItem item, ItemOutcome outcome, Optional<Problem> problem) {
            return new ItemResult(item.index(), "", "", outcome, item.parameters(), problem);
        }
    }

    /**
     * The batch ended before its last item.
     *
     * @param problem the reason
     * @param resumeFrom the index of the first item that was not tried
     */
    record Interruption(Problem problem, int resumeFrom) implements BatchEvent {
        public Interruption {
            Objects.requireNonNull(problem);
        }
    }

    /**
     * The last message.
     *
     * @param batchId the value of the workflows' label {@code tiphys.io/batch}
     * @param counts the number of items by outcome
     * @param complete whether every item has a workflow
     */
    record Summary(String batchId, Map<ItemOutcome, Integer> counts, boolean complete) implements BatchEvent {
        public Summary {
            Objects.requireNonNull(batchId);
            counts = Map.copyOf(counts);
        }

        /** The number of items with an outcome. */
        public int count(ItemOutcome outcome) {
            return counts.getOrDefault(outcome, 0);
        }
    }
}
