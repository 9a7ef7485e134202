package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchEvent.Interruption;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.batch.item.ItemOutcome;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.tracing.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running batch. Results wait for their reader without a bound but the number of items: a caller that sends all items before
 * it reads a result must not block itself. After {@link #close} no further item begins; those under way end, unheard. One
 * thread pulls; any thread may close.
 */
public final class BatchRun implements EventStream<BatchEvent> {
    /** A reader that lags further gets the first violation of each result only. */
    private static final int MOST_WHOLE = 1_000;

    private final BatchSource source;
    private final ItemSubmitter submitter;
    private final BatchSlots.Slots slots;
    private final Supplier<CallContext> review;
    private final Tally tally;
    private final Results<BatchEvent> results = new Results<>();
    private final Thread feeder;
    private volatile boolean closed;

    /**
     * Starts the batch.
     *
     * @param review authenticates the caller again before each item, and reviews the permission to submit
     */
    static BatchRun start(
            BatchSource source,
            ItemSubmitter submitter,
            BatchSlots.Slots slots,
            Supplier<CallContext> review,
            Tally tally) {
        BatchRun run = new BatchRun(source, submitter, slots, review, tally);
        run.emit(new BatchEvent.Accepted(tally.batchId()));
        run.feeder.start();
        return run;
    }

    private BatchRun(
            BatchSource source,
            ItemSubmitter submitter,
            BatchSlots.Slots slots,
            Supplier<CallContext> review,
            Tally tally) {
        this.source = source;
        this.submitter = submitter;
        this.slots = slots;
        this.review = review;
        this.tally = tally;
        this.feeder = Thread.ofVirtual().name("batch").unstarted(TraceContext.carrying((Runnable) this::run));
    }

    @Override
    public Step<BatchEvent> next(Duration timeout) {
        return results.next(timeout, this::close);
    }

    private void run() {
        try (source;
                slots) {
            Optional<Interruption> interruption = feed();
            slots.awaitAll();
            interruption.ifPresent(this::emit);
            emit(tally.summary(interruption.isPresent()));
        } finally {
            results.end();
        }
    }

    /** Begins all items; returns why not all of them could begin. */
    private Optional<Interruption> feed() {
        int index = 0;
        try {
            while (!closed && (!tally.stopped() || source.isComplete())) {
                index = source.nextIndex();
                Optional<BatchItem> item = source.next();
                if (item.isEmpty()) {
                    break;
                }
                index = item.get().index();
                begin(item.get());
            }
            return Optional.empty();
        } catch (GatewayException e) {
            return closed || tally.stopped() ? Optional.empty() : Optional.of(new Interruption(e.problem(), index));
        } catch (InterruptedException e) {
            return Optional.empty(); // closed or stopped
        }
    }

    private void begin(BatchItem item) throws InterruptedException {
        if (!tally.stopped()) {
            slots.acquire();
            if (!tally.stopped()) {
                start(item);
                return;
            }
            slots.release();
        }
        item.done().run();
        finish(ItemResult.without(item, ItemOutcome.SKIPPED, Optional.empty()));
    }

    private void start(BatchItem item) {
        try {
            CallContext callContext = review.get();
            Thread.ofVirtual().name("batch-item").start(TraceContext.carrying(() -> {
                try {
                    finish(submitter.submit(item, callContext));
                } finally {
                    item.done().run();
                    slots.release();
                }
            }));
        } catch (RuntimeException e) {
            item.done().run();
            slots.release();
            throw e;
        }
    }

    private void finish(ItemResult result) {
        tally.add(result);
        emit(results.size() > MOST_WHOLE ? result.shortened() : result);
        if (tally.stopped() && !source.isComplete()) {
            feeder.interrupt(); // it may wait for an item that is not going to begin
        }
    }

    private void emit(BatchEvent event) {
        if (!closed) {
            results.add(event);
        }
    }

    @Override
    public void close() {
        closed = true;
        source.close();
        feeder.interrupt();
        results.end();
    }
}
