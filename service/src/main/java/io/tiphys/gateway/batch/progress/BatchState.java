package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.workflow.WorkflowSummary;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The state of a batch.
 *
 * @param batchId the batch's id
 * @param total the number of its workflows
 * @param phases the number of its workflows by Argo's phase
 * @param ended whether all of them have ended
 */
public record BatchState(String batchId, int total, Map<String, Integer> phases, boolean ended) {
    public BatchState {
        Objects.requireNonNull(batchId);
        phases = Collections.unmodifiableMap(new TreeMap<>(phases));
    }

    /** Counts workflows one by one. Not thread-safe. */
    static final class Counter {
        private final Map<String, Integer> phases = new TreeMap<>();
        private int total;
        private int ended;

        void add(WorkflowSummary workflow) {
            total++;
            ended += workflow.ended() ? 1 : 0;
            phases.merge(workflow.phase(), 1, Integer::sum);
        }

        BatchState state(String batchId) {
            return new BatchState(batchId, total, phases, ended == total);
        }
    }
}
