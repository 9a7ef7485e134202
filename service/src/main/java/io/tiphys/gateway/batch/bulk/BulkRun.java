package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.batch.bulk.BulkEvent.Changed;
import io.tiphys.gateway.batch.bulk.BulkEvent.Ended;
import io.tiphys.gateway.batch.bulk.BulkEvent.Outcome;
import io.tiphys.gateway.batch.run.BatchSlots;
import io.tiphys.gateway.batch.run.Results;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.tracing.TraceContext;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A running change of many workflows, several at once. After {@link #close} no further change begins. */
final class BulkRun implements EventStream<BulkEvent> {
    private final List<String> names;
    private final int matched;
    private final Function<String, Changed> change;
    private final BatchSlots.Slots slots;
    private final Results<BulkEvent> results = new Results<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Thread runner;
    private volatile boolean closed;

    /**
     * Starts the change.
     *
     * @param names the workflows
     * @param matched the number of workflows that the labels match
     * @param change changes one workflow and never throws
     */
    static BulkRun start(List<String> names, int matched, Function<String, Changed> change, BatchSlots.Slots slots) {
        BulkRun run = new BulkRun(names, matched, change, slots);
        run.runner.start();
        return run;
    }

    private BulkRun(List<String> names, int matched, Function<String, Changed> change, BatchSlots.Slots slots) {
        this.names = List.copyOf(names);
        this.matched = matched;
        this.change = change;
        this.slots = slots;
        this.runner = Thread.ofVirtual().name("bulk").unstarted(TraceContext.carrying((Runnable) this::run));
    }

    @Override
    public Step<BulkEvent> next(Duration timeout) {
        return results.next(timeout, this::close);
    }

    private void run() {
        try (slots) {
            for (String name : names) {
                slots.acquire();
                if (closed) {
                    slots.release();
                    break;
                }
                Thread.ofVirtual().name("bulk-item").start(TraceContext.carrying(() -> changeOne(name)));
            }
            slots.awaitAll();
            results.add(summary());
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            results.end();
        }
    }

    private void changeOne(String name) {
        try {
            Changed changed = change.apply(name);
            synchronized (counts) {
                counts.merge(changed.outcome(), 1, Integer::sum);
            }
            results.add(changed);
        } finally {
            slots.release();
        }
    }

    private Ended summary() {
        synchronized (counts) {
            return new Ended(matched, names.size(), counts, false);
        }
    }

    @Override
    public void close() {
        closed = true;
        runner.interrupt();
        results.end();
    }
}
