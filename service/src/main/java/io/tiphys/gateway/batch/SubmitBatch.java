package io.tiphys.gateway.batch;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.batch.run.BatchIdentity;
import io.tiphys.gateway.batch.run.BatchRuns;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.submission.SubmissionSteps;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Submits many workflows. Each item has a key of its own, derived from the batch's key and the item's index, so the same batch
 * sent again does only the rest. Thread-safe.
 */
@Singleton
public final class SubmitBatch {
    private final SubmissionSteps steps;
    private final SweepItems sweeps;
    private final BatchRuns runs;

    public SubmitBatch(SubmissionSteps steps, SweepItems sweeps, BatchRuns runs) {
        this.steps = steps;
        this.sweeps = sweeps;
        this.runs = runs;
    }

    /**
     * Starts the batch.
     *
     * @param body reads the body of the call; called once the caller's permission to submit is established
     * @return the results as they happen, and last the summary
     * @throws io.tiphys.gateway.error.GatewayException with a reason of the guard, REQUEST_INVALID, REQUEST_TOO_LARGE, or for
     *     a sweep WORKFLOW_MALFORMED and WORKFLOW_INVALID; nothing was created then
     */
    public EventStream<BatchEvent> open(CallContext callContext, Namespace namespace, Supplier<BatchCommand> body) {
        steps.requireRights(callContext, namespace);
        BatchCommand command = body.get();
        try {
            return start(callContext, namespace, command);
        } catch (RuntimeException e) {
            command.content().close();
            throw e;
        }
    }

    private EventStream<BatchEvent> start(CallContext callContext, Namespace namespace, BatchCommand command) {
        BatchIdentity batch = BatchIdentity.of(callContext, namespace, command.keys(), command.batchId());
        BatchSource source = switch (command.content()) {
            case BatchContent.Items(var items) -> items;
            case BatchContent.Swept swept ->
                sweeps.expand(callContext, namespace, swept).items(swept.release());
        };
        return runs.start(callContext, namespace, batch, source, command.stopAtFirstError());
    }
}
