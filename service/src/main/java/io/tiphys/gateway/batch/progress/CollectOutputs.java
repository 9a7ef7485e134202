package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.batch.bulk.SelectedWorkflows;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.batch.run.BatchIdentity;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowOutputs;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Collects the outputs of all workflows of a batch in one table. Thread-safe. */
@Singleton
public final class CollectOutputs {
    /** The workflows that are read at once. */
    private static final int AT_ONCE = 8;

    private final NamespaceGuard guard;
    private final CallAuthenticator authenticator;
    private final ReadBatches batches;
    private final SelectedWorkflows selected;
    private final GetWorkflow getter;
    private final OpenStreams open;

    public CollectOutputs(
            NamespaceGuard guard,
            CallAuthenticator authenticator,
            ReadBatches batches,
            SelectedWorkflows selected,
            GetWorkflow getter,
            OpenStreams open) {
        this.guard = guard;
        this.authenticator = authenticator;
        this.batches = batches;
        this.selected = selected;
        this.getter = getter;
        this.open = open;
    }

    /**
     * Collects the table.
     *
     * @param wait first wait until all workflows have ended
     * @return one table
     * @throws io.tiphys.gateway.error.GatewayException as {@link ReadBatches#watch} does
     */
    public EventStream<OutputsTable> open(CallContext callContext, Namespace namespace, String batchId, boolean wait) {
        List<AccessCheck> rights = new ArrayList<>(Operation.LIST.rightsIn(namespace.value()));
        rights.addAll(Operation.GET.rightsIn(namespace.value()));
        guard.require(callContext, namespace, rights);
        Optional<EventStream<BatchState>> progress =
                wait ? Optional.of(batches.watch(callContext, namespace, batchId)) : Optional.empty();
        if (!wait) {
            batches.get(callContext, namespace, batchId);
        }
        return open.track(new CollectedOutputs(progress, () -> collect(callContext, namespace, batchId)));
    }

    private OutputsTable collect(CallContext callContext, Namespace namespace, String batchId) {
        List<String> names = new ArrayList<>();
        selected.read(
                callContext,
                namespace,
                Selection.ofBatch(batchId),
                workflow -> names.add(workflow.summary().name()));
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
            CallContext again = authenticator.again(callContext);
            List<CompletableFuture<Row>> reading = some.stream()
                    .map(name -> Parallel.start(() -> row(again, namespace, name)))
                    .toList();
            reading.forEach(one -> rows.add(again.deadline().await(one)));
        }
        rows.sort(Comparator.comparingInt(Row::index).thenComparing(Row::name));
        return new OutputsTable(batchId, rows);
    }

    private Row row(CallContext callContext, Namespace namespace, String name) {
        WorkflowObject workflow = getter.get(callContext, Optional.of(namespace), new WorkflowName(name));
        String index = ObjectMetadata.of(workflow.json()).labels().getOrDefault(BatchIdentity.INDEX_LABEL, "");
        return new Row(
                index.matches("[0-9]{1,6}") ? Integer.parseInt(index) : -1,
                name,
                workflow.summary().phase(),
                WorkflowOutputs.of(workflow));
    }
}
