package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.workflow.WorkflowSummary;
import java.time.Duration;
import java.util.function.Function;

/** One unbroken stream over as many upstream watches as it takes. The rights are reviewed again at each of them. */
final class ResumingWatch implements EventStream<WorkflowChange> {
    private final Function<WatchQuery, EventStream<WorkflowChange>> opener;
    private WatchQuery query;
    private volatile EventStream<WorkflowChange> current;
    private volatile boolean closed;
    private boolean ended;
    private boolean progressed;

    ResumingWatch(WatchQuery query, Function<WatchQuery, EventStream<WorkflowChange>> opener) {
        this.query = query;
        this.opener = opener;
        this.current = opener.apply(query);
    }

    @Override
    public Step<WorkflowChange> next(Duration patience) {
        if (ended || closed) {
            return new End<>();
        }
        return switch (current.next(patience)) {
            case Item<WorkflowChange> item -> {
                seen(item.value());
                yield item;
            }
            case Silence<WorkflowChange> silence -> silence;
            case End<WorkflowChange> end -> closed ? end : reopened(end);
        };
    }

    private void seen(WorkflowChange change) {
        WorkflowSummary summary = change.workflow().summary();
        progressed = true;
        query = query.after(summary.resourceVersion());
        ended = query.name().isPresent() && (summary.ended() || change.type() == WorkflowChange.Type.DELETED);
    }

    /** A watch that closes before anything came would be opened again and again: it is handed to the caller as the end. */
    private Step<WorkflowChange> reopened(End<WorkflowChange> end) {
        current.close();
        if (!progressed) {
            ended = true;
            return end;
        }
        progressed = false;
        current = opener.apply(query);
        if (closed) {
            current.close();
        }
        return new Silence<>();
    }

    @Override
    public void close() {
        closed = true;
        current.close();
    }
}
