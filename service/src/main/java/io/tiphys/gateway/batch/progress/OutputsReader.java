package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.bulk.SelectedWorkflows;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.batch.run.BatchIdentity;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.ObjectMetadata;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowOutputs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lists the workflows of a batch once, and reads them some at a time, by their index. Not thread-safe. */
final class OutputsReader {
    /** The workflows that are read at once. */
    private static final int AT_ONCE = 8;

    private final CallContext callContext;
    private final Namespace namespace;
    private final String batchId;
    private final CallAuthenticator authenticator;
    private final SelectedWorkflows selected;
    private final GetWorkflow getter;
    private @Nullable List<Place> places;
    private int read;

    /** A workflow of the batch; the index is -1 when its label is no number. */
    private record Place(int index, String name) {
        static Place of(WorkflowObject workflow) {
            String index = ObjectMetadata.of(workflow.json()).labels().getOrDefault(BatchIdentity.INDEX_LABEL, "");
            return new Place(
                    index.matches("[0-9]{1,6}") ? Integer.parseInt(index) : -1,
                    workflow.summary().name());
        }
    }

    OutputsReader(
            CallContext callContext,
            Namespace namespace,
            String batchId,
            CallAuthenticator authenticator,
            SelectedWorkflows selected,
            GetWorkflow getter) {
        this.callContext = callContext;
        this.namespace = namespace;
        this.batchId = batchId;
        this.authenticator = authenticator;
        this.selected = selected;
        this.getter = getter;
    }

    /** The next rows; none after the last one. Each piece has the time of a call. */
    List<Row> next() {
        if (places == null) {
            places = places();
        }
        List<Place> some = places.subList(read, Math.min(places.size(), read + AT_ONCE));
        read += some.size();
        if (some.isEmpty()) {
            return List.of();
        }
        CallContext again = authenticator.again(callContext);
        List<CompletableFuture<Row>> reading = some.stream()
                .map(place -> Parallel.start(() -> row(again, place)))
                .toList();
        return reading.stream().map(again.deadline()::await).toList();
    }

    private List<Place> places() {
        List<Place> found = new ArrayList<>();
        selected.read(callContext, namespace, Selection.ofBatch(batchId), workflow -> found.add(Place.of(workflow)));
        found.sort(Comparator.comparingInt(Place::index).thenComparing(Place::name));
        return found;
    }

    private Row row(CallContext again, Place place) {
        WorkflowObject workflow = getter.get(again, Optional.of(namespace), new WorkflowName(place.name()));
        WorkflowOutputs content = WorkflowOutputs.of(workflow);
        Map<String, String> artifacts = new TreeMap<>();
        ArtifactAddress address = new ArtifactAddress(again.environment().name(), namespace.value(), place.name());
        content.artifacts().forEach((name, artifact) -> artifacts.put(name, address.of(artifact)));
        return new Row(
                place.index(),
                place.name(),
                workflow.summary().phase(),
                content.parameters(),
                content.outputs(),
                artifacts);
    }
}
