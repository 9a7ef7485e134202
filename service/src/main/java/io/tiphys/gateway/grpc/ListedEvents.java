package io.tiphys.gateway.grpc;

import io.tiphys.gateway.lifecycle.EventStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A stream of what is there already.
 *
 * @param <T> of what
 */
final class ListedEvents<T> implements EventStream<T> {
    private final Iterator<T> left;

    ListedEvents(List<T> events) {
        left = events.iterator();
    }

    @Override
    public Step<T> next(Duration patience) {
        return left.hasNext() ? new Item<>(left.next()) : new End<>();
    }

    @Override
    public void close() {}
}
