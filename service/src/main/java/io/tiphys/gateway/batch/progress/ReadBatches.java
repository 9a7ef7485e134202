package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.bulk.SelectedWorkflows;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.batch.progress.BatchState.Counter;
import io.tiphys.gateway.batch.run.BatchIdentity;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the state of batches from the labels of their workflows. Thread-safe. */
@Singleton
public final class ReadBatches {
    private final SelectedWorkflows selected;
    private final WatchWorkflows watches;

    public ReadBatches(SelectedWorkflows selected, WatchWorkflows watches) {
        this.selected = selected;
        this.watches = watches;
    }

    /**
     * The state of a batch.
     *
     * @throws GatewayException with WORKFLOW_NOT_FOUND when the namespace has no workflow of the batch, REQUEST_INVALID, or a
     *     reason of the guard or the upstream
     */
    public BatchState get(CallContext callContext, Namespace namespace, String batchId) {
        Counter counter = new Counter();
        selected.read(callContext, namespace, Selection.ofBatch(batchId), workflow -> counter.add(workflow.summary()));
        BatchState state = counter.state(batchId);
        if (state.total() == 0) {
            throw new GatewayException(Problem.of(
                            ErrorReason.WORKFLOW_NOT_FOUND,
                            "The namespace has no workflow of the batch '" + batchId + "'.")
                    .with("namespace", namespace.value())
                    .with("batchId", batchId));
        }
        return state;
    }

    /**
     * The batches of a namespace, ordered by their ids.
     *
     * @throws GatewayException as {@link SelectedWorkflows#read} does
     */
    public List<BatchState> list(CallContext callContext, Namespace namespace) {
        Map<String, Counter> counters = new TreeMap<>();
        selected.read(callContext, namespace, Selection.ofBatches(), workflow -> {
            String id = ObjectMetadata.of(workflow.json()).labels().getOrDefault(BatchIdentity.LABEL, "");
            counters.computeIfAbsent(id, any -> new Counter()).add(workflow.summary());
        });
        return counters.entrySet().stream()
                .map(one -> one.getValue().state(one.getKey()))
                .toList();
    }

    /**
     * Watches a batch until all its workflows have ended; the namespace's shared watch serves it.
     *
     * @return the state whenever it changes, at most a few times a second
     * @throws GatewayException as {@link #get} and {@link WatchWorkflows#open} do
     */
    public EventStream<BatchState> watch(CallContext callContext, Namespace namespace, String batchId) {
        BatchState now = get(callContext, namespace, batchId);
        WatchQuery query = new WatchQuery(
                Optional.empty(), Optional.of(Selection.ofBatch(batchId).labelSelector()), Optional.empty());
        return new BatchProgress(batchId, now.total(), watches.open(callContext, Optional.of(namespace), query));
    }
}
