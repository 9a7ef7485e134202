package io.tiphys.client;

import java.util.Iterator;

/**
 * Events as they come. {@link #hasNext} waits for the next one, and answers false once nothing comes any more. One thread
 * iterates; any thread may close, which ends a waiting {@code hasNext}. To be closed in any case, because an open stream
 * holds a connection.
 *
 * @param <T> what comes
 */
public interface EventIterator<T> extends Iterator<T>, AutoCloseable {
    /** @throws TiphysException when the stream broke and could not be resumed, or the gateway ended it with a problem */
    @Override
    boolean hasNext();

    /** Ends the stream. May be called more than once. */
    @Override
    void close();
}
