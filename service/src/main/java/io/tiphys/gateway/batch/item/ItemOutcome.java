package io.tiphys.gateway.batch.item;

/** The outcome of an item. */
public enum ItemOutcome {
    /** The workflow was created now. */
    CREATED,
    /** An earlier call with the same batch key created the workflow. */
    REPLAYED,
    /** The item cannot be carried out as it is; nothing was created. */
    REFUSED,
    /** The item was not carried out, or its outcome is unknown; sending the batch again helps. */
    FAILED,
    /** The item was not tried, because the batch had stopped. */
    SKIPPED
}
