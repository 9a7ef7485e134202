package io.tiphys.gateway.batch.bulk;

import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A stream of one event.
 *
 * @param <T> the type of the event
 */
final class OneEvent<T> implements EventStream<T> {
    private Optional<T> unseen;

    OneEvent(T event) {
        unseen = Optional.of(event);
    }

    @Override
    public Step<T> next(Duration timeout) {
        Optional<T> event = unseen;
        unseen = Optional.empty();
        return event.<Step<T>>map(Item::new).orElseGet(End::new);
    }

    @Override
    public void close() {
        // nothing to close
    }
}
