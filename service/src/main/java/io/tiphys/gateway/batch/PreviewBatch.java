package io.tiphys.gateway.batch;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.BatchPreview.PreviewedItem;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.batch.run.BatchIdentity;
import io.tiphys.gateway.submission.SubmissionSteps;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.requirement.WorkflowRequirements;
import io.tiphys.validation.requirement.cost.CostPreview;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Expands a batch and creates nothing. The items of a sweep count as the first one; templates of the cluster are not read, so
 * their pods are an open range. Thread-safe.
 */
@Singleton
public final class PreviewBatch {
    private final SubmissionSteps steps;
    private final SweepItems sweeps;
    private final WorkflowManifestReader reader;

    public PreviewBatch(SubmissionSteps steps, SweepItems sweeps, WorkflowManifestReader reader) {
        this.steps = steps;
        this.sweeps = sweeps;
        this.reader = reader;
    }

    /**
     * Previews a batch.
     *
     * @param body reads the body of the call
     * @throws io.tiphys.gateway.error.GatewayException as {@link SubmitBatch#open} does, and for a document that cannot be
     *     read
     */
    public BatchPreview preview(CallContext callContext, Namespace namespace, Supplier<BatchCommand> body) {
        steps.requireRights(callContext, namespace);
        BatchCommand command = body.get();
        try (BatchContent content = command.content()) {
            BatchIdentity batch = BatchIdentity.of(callContext, namespace, command.keys(), command.batchId());
            Names names = new Names(callContext, namespace, batch);
            return switch (content) {
                case BatchContent.Items(var items) -> ofItems(items, names);
                case BatchContent.Swept swept -> ofSweep(sweeps.expand(callContext, namespace, swept), names);
            };
        }
    }

    /** Derives the names of items. */
    private final class Names {
        private final CallContext callContext;
        private final Namespace namespace;
        private final BatchIdentity batch;

        Names(CallContext callContext, Namespace namespace, BatchIdentity batch) {
            this.callContext = callContext;
            this.namespace = namespace;
            this.batch = batch;
        }

        PreviewedItem of(BatchItem item, WorkflowManifest manifest) {
            String name = steps.creation(callContext, namespace, manifest, batch.keyOf(item.index()))
                    .name();
            return new PreviewedItem(item.index(), name, item.parameters());
        }
    }

    private BatchPreview ofSweep(SweepItems.Expanded expanded, Names names) {
        int count = expanded.workflow().rows().count();
        List<PreviewedItem> first = new ArrayList<>();
        for (int row = 0; row < Math.min(count, BatchPreview.SHOWN); row++) {
            first.add(names.of(expanded.item(row), expanded.first()));
        }
        return new BatchPreview(
                names.batch.id(), count, first, cost(expanded.first()).times(Count.exactly(count)));
    }

    private BatchPreview ofItems(BatchSource items, Names names) {
        List<PreviewedItem> first = new ArrayList<>();
        CostPreview cost = CostPreview.NOTHING;
        int count = 0;
        for (Optional<BatchItem> next = items.next(); next.isPresent(); next = items.next()) {
            BatchItem item = next.get();
            WorkflowManifest manifest = reader.read(item.document(), item.format());
            steps.requireRights(names.callContext, names.namespace, manifest);
            steps.requireValid(names.callContext, names.namespace, manifest);
            cost = cost.plus(cost(manifest));
            count++;
            if (first.size() < BatchPreview.SHOWN) {
                first.add(names.of(item, manifest));
            }
        }
        return new BatchPreview(names.batch.id(), count, first, cost);
    }

    private static CostPreview cost(WorkflowManifest manifest) {
        return manifest.specification()
                .map(spec -> WorkflowRequirements.of(new TemplateLibrary(spec)).cost())
                .orElse(CostPreview.NOTHING);
    }
}
