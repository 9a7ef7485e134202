package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.submission.SubmissionSteps;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Starts batches. Thread-safe. */
@Singleton
public final class BatchRuns {
    private final CallAuthenticator authenticator;
    private final WorkflowManifestReader reader;
    private final SubmissionSteps steps;
    private final ListWorkflows lister;
    private final BatchSlots slots;
    private final OpenStreams open;

    public BatchRuns(
            CallAuthenticator authenticator,
            WorkflowManifestReader reader,
            SubmissionSteps steps,
            ListWorkflows lister,
            BatchSlots slots,
            OpenStreams open) {
        this.authenticator = authenticator;
        this.reader = reader;
        this.steps = steps;
        this.lister = lister;
        this.slots = slots;
        this.open = open;
    }

    /**
     * Starts a batch, whose items each have the time of a call. The caller's token and permission are reviewed before each
     * item. A stopping gateway ends the batch with GATEWAY_STOPPING; it is sent again elsewhere.
     *
     * @param source is closed at the end
     * @param stopAtFirstError whether no item begins after one was refused or failed
     */
    public EventStream<BatchEvent> start(
            CallContext callContext,
            Namespace namespace,
            BatchIdentity batch,
            BatchSource source,
            boolean stopAtFirstError) {
        Supplier<CallContext> review = () -> {
            CallContext again = authenticator.again(callContext);
            steps.requireRights(again, namespace);
            return again;
        };
        KnownItems known = new KnownItems(lister, namespace, batch.id(), review);
        return open.track(BatchRun.start(
                source,
                new ItemSubmitter(reader, steps, namespace, batch, known),
                slots.open(callContext.environment(), callContext.requester()),
                review,
                new Tally(batch.id(), stopAtFirstError)));
    }
}
