package io.tiphys.gateway.batch.item;

import java.util.Optional;

/** The items of a batch, pulled one by one. One thread pulls; any thread may close. */
public interface BatchSource extends AutoCloseable {
    /**
     * Waits for the next item; empty after the last one.
     *
     * @throws io.tiphys.gateway.error.GatewayException when the items cannot be read further
     */
    Optional<BatchItem> next();

    /** The index of the item that follows, as far as it is known: where a caller continues after a failure of {@link #next}. */
    int nextIndex();

    /** Whether all items are at hand, so that reading on costs nothing. */
    boolean isComplete();

    /** Releases the source; a waiting {@link #next} fails. May be called more than once. */
    @Override
    void close();
}
