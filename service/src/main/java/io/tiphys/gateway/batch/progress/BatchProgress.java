package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.batch.progress.BatchState.Counter;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a batch over a watch of its workflows. Changes that come together make one event. The stream ends when all
 * workflows have ended.
 */
final class BatchProgress implements EventStream<BatchState> {
    /** Changes within this time are one event. */
    private static final Duration TOGETHER = Duration.ofMillis(250);

    /** While changes never pause, there is an event after this time. */
    private static final Duration LONGEST_SILENT = Duration.ofSeconds(1);

    private final String batchId;
    private final int expected;
    private final EventStream<WorkflowChange> changes;
    private final Map<String, WorkflowSummary> known = new HashMap<>();
    private @Nullable BatchState reported;
    private long toldAt;
    private boolean seen;

    /** @param expected the number of workflows that the watch begins with */
    BatchProgress(String batchId, int expected, EventStream<WorkflowChange> changes) {
        this.batchId = batchId;
        this.expected = expected;
        this.changes = changes;
        this.toldAt = System.nanoTime();
    }

    @Override
    public Step<BatchState> next(Duration timeout) {
        if (reported != null && reported.ended() && seen) {
            return new End<>();
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Step<WorkflowChange> step = changes.next(TOGETHER);
            if (step instanceof Item<WorkflowChange>(WorkflowChange change)) {
                apply(change);
            } else if (step instanceof End) {
                return new End<>();
            }
            boolean quiet = !(step instanceof Item);
            seen |= quiet || known.size() >= expected;
            long now = System.nanoTime();
            boolean late = now - deadline >= 0;
            if (quiet || late || now - toldAt >= LONGEST_SILENT.toNanos()) {
                BatchState state = state();
                toldAt = now;
                if (!Objects.equals(state, reported)) {
                    reported = state;
                    return new Item<>(state);
                }
                if (late) {
                    return new Silence<>();
                }
            }
        }
    }

    private void apply(WorkflowChange change) {
        String name = change.workflow().summary().name();
        if (change.type() == WorkflowChange.Type.DELETED) {
            known.remove(name);
        } else {
            known.put(name, change.workflow().summary());
        }
    }

    private BatchState state() {
        Counter counter = new Counter();
        known.values().forEach(counter::add);
        return counter.state(batchId);
    }

    @Override
    public void close() {
        changes.close();
    }
}
