package io.tiphys.gateway.grpc.stream;

import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A stream of existing values.
 *
 * @param <T> the type of the values
 */
public final class ListedEvents<T> implements EventStream<T> {
    private final Iterator<T> left;

    public ListedEvents(List<T> events) {
        left = events.iterator();
    }

    @Override
    public Step<T> next(Duration timeout) {
        return left.hasNext() ? new Item<>(left.next()) : new End<>();
    }

    @Override
    public void close() {}
}
