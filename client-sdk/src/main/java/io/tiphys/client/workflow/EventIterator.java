package io.tiphys.client.workflow;

import io.tiphys.client.TiphysException;
import java.util.Iterator;

/**
 * Events in the order of arrival. {@link #hasNext} waits for the next one, and returns false at the end of the stream. One
 * thread iterates; any thread may close, which ends a waiting {@code hasNext}. Always close the iterator, because an open
 * stream occupies a connection.
 *
 * @param <T> the type of an event
 */
public interface EventIterator<T> extends Iterator<T>, AutoCloseable {
    /** @throws TiphysException when the stream broke and could not be resumed, or the gateway ended it with a problem */
    @Override
    boolean hasNext();

    /** Ends the stream. May be called more than once. */
    @Override
    void close();
}
