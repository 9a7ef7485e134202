package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchEvent.Summary;
import io.tiphys.gateway.batch.item.ItemOutcome;
import java.util.EnumMap;
import java.util.Map;

/** Counts the results of a batch, and decides whether it stops. Thread-safe. */
final class Tally {
    /** So many failures in a row mean that the upstream is away: the other items would fail alike. */
    static final int MOST_FAILURES_IN_A_ROW = 2 * BatchSlots.MOST;

    private final String batchId;
    private final boolean stopAtFirstError;
    private final Map<ItemOutcome, Integer> counts = new EnumMap<>(ItemOutcome.class);
    private int failuresInARow;
    private boolean stopped;

    Tally(String batchId, boolean stopAtFirstError) {
        this.batchId = batchId;
        this.stopAtFirstError = stopAtFirstError;
    }

    String batchId() {
        return batchId;
    }

    synchronized void add(ItemResult result) {
        counts.merge(result.outcome(), 1, Integer::sum);
        switch (result.outcome()) {
            case CREATED, REPLAYED -> failuresInARow = 0;
            case REFUSED -> stopped |= stopAtFirstError;
            case FAILED -> stopped |= stopAtFirstError || ++failuresInARow >= MOST_FAILURES_IN_A_ROW;
            case SKIPPED -> {}
        }
    }

    /** Whether no further item is to begin. */
    synchronized boolean stopped() {
        return stopped;
    }

    /** The summary of the batch. */
    synchronized Summary summary(boolean interrupted) {
        int without = counts.getOrDefault(ItemOutcome.REFUSED, 0)
                + counts.getOrDefault(ItemOutcome.FAILED, 0)
                + counts.getOrDefault(ItemOutcome.SKIPPED, 0);
        return new Summary(batchId, counts, !interrupted && !stopped && without == 0);
    }
}
