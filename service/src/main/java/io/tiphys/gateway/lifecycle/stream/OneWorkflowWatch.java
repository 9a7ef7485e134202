package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The watch of one workflow: it ends when the workflow has ended or was deleted. If the version to resume from has expired,
 * the watch continues with the current state, because older states of one workflow are not needed.
 */
public final class OneWorkflowWatch implements EventStream<WorkflowChange> {
    private final Supplier<EventStream<WorkflowChange>> fromNow;
    private volatile EventStream<WorkflowChange> stream;
    private volatile boolean closed;
    private boolean startedAnew;
    private boolean ended;

    /** @param fromNow opens the watch with the initial snapshot */
    public OneWorkflowWatch(EventStream<WorkflowChange> stream, Supplier<EventStream<WorkflowChange>> fromNow) {
        this.stream = stream;
        this.fromNow = fromNow;
    }

    @Override
    public Step<WorkflowChange> next(Duration timeout) {
        if (ended) {
            return new End<>();
        }
        try {
            Step<WorkflowChange> step = stream.next(timeout);
            if (step instanceof Item<WorkflowChange>(WorkflowChange change)) {
                WorkflowSummary summary = change.workflow().summary();
                startedAnew = false;
                ended = summary.ended() || change.type() == WorkflowChange.Type.DELETED;
            }
            return step;
        } catch (GatewayException e) {
            if (e.problem().reason() != ErrorReason.WATCH_EXPIRED || startedAnew) {
                throw e;
            }
            return startAnew();
        }
    }

    private Step<WorkflowChange> startAnew() {
        startedAnew = true;
        stream.close();
        try {
            stream = fromNow.get();
        } catch (GatewayException e) {
            ended = true;
            if (e.problem().reason() == ErrorReason.WORKFLOW_NOT_FOUND) {
                return new End<>();
            }
            throw e;
        }
        if (closed) {
            stream.close();
        }
        return new Silence<>();
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
