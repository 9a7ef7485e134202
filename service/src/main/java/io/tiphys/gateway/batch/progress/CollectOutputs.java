package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.batch.bulk.SelectedWorkflows;
import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the outputs of all workflows of a batch, row by row or in one table. Thread-safe. */
@Singleton
public final class CollectOutputs {
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
     * Collects the rows. The gateway holds a few of them at a time.
     *
     * @param wait first wait until all workflows have ended
     * @return the rows, by their index
     * @throws io.tiphys.gateway.error.GatewayException as {@link ReadBatches#watch} does
     */
    public EventStream<Row> rows(CallContext callContext, Namespace namespace, String batchId, boolean wait) {
        return open.track(untracked(callContext, namespace, batchId, wait));
    }

    /**
     * Collects the table. The gateway holds all of it, because its columns are the names in all rows.
     *
     * @param wait first wait until all workflows have ended
     * @return one table
     * @throws io.tiphys.gateway.error.GatewayException as {@link ReadBatches#watch} does
     */
    public EventStream<OutputsTable> table(CallContext callContext, Namespace namespace, String batchId, boolean wait) {
        return open.track(new CollectedOutputs(batchId, untracked(callContext, namespace, batchId, wait)));
    }

    private EventStream<Row> untracked(CallContext callContext, Namespace namespace, String batchId, boolean wait) {
        List<AccessCheck> rights = new ArrayList<>(Operation.LIST.rightsIn(namespace.value()));
        rights.addAll(Operation.GET.rightsIn(namespace.value()));
        guard.require(callContext, namespace, rights);
        Optional<EventStream<BatchState>> progress =
                wait ? Optional.of(batches.watch(callContext, namespace, batchId)) : Optional.empty();
        if (!wait) {
            batches.get(callContext, namespace, batchId);
        }
        OutputsReader reader = new OutputsReader(callContext, namespace, batchId, authenticator, selected, getter);
        return new OutputRows(progress, reader::next);
    }
}
