package io.tiphys.gateway.batch;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.BatchContent.Swept;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.ListedItems;
import io.tiphys.gateway.batch.sweep.SweepExpansion;
import io.tiphys.gateway.batch.sweep.SweepRows;
import io.tiphys.gateway.batch.sweep.SweptWorkflow;
import io.tiphys.gateway.submission.SubmissionSteps;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.WorkflowManifest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Expands sweeps: the rows first, so that a too large grid costs nothing; then the workflow, which is validated once. */
@Singleton
public final class SweepItems {
    private final WorkflowManifestReader reader;
    private final SubmissionSteps steps;

    public SweepItems(WorkflowManifestReader reader, SubmissionSteps steps) {
        this.reader = reader;
        this.steps = steps;
    }

    /**
     * An expanded sweep.
     *
     * @param workflow the workflow and its rows
     * @param first the workflow with the parameters of the first row; it is valid
     */
    record Expanded(SweptWorkflow workflow, WorkflowManifest first) {
        BatchItem item(int row) {
            return new BatchItem(
                    row,
                    workflow.document(row),
                    Optional.of(DocumentFormat.JSON),
                    workflow.rows().row(row),
                    true,
                    () -> {});
        }

        /** @param release run at the close */
        ListedItems items(Runnable release) {
            return new ListedItems(workflow.rows().count(), this::item, release);
        }
    }

    /**
     * Expands a sweep.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE, WORKFLOW_MALFORMED,
     *     WORKFLOW_INVALID, or a reason of the guard
     */
    Expanded expand(CallContext callContext, Namespace namespace, Swept swept) {
        SweepRows rows = SweepExpansion.of(
                swept.sweep(), callContext.environment().limits().maxBatchItems());
        WorkflowManifest document = reader.read(swept.workflow(), swept.format());
        SweptWorkflow workflow = SweptWorkflow.of(document, rows);
        WorkflowManifest first = reader.read(workflow.document(0), Optional.of(DocumentFormat.JSON));
        steps.requireRights(callContext, namespace, first);
        steps.requireValid(callContext, namespace, first);
        return new Expanded(workflow, first);
    }
}
