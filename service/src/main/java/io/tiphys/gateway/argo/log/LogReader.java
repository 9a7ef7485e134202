package io.tiphys.gateway.argo.log;

import io.tiphys.gateway.argo.ring.Awaited;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.SlowReaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One reader of a shared log, from its beginning.
 *
 * @param <T> the form of a line
 */
final class LogReader<T> implements EventStream<T> {
    private final LogHub hub;
    private final Function<byte[], T> form;
    private final Awaited news = new Awaited(this::hasNews);
    private volatile long place;
    private volatile boolean closed;
    private boolean ended;

    LogReader(LogHub hub, Function<byte[], T> form) {
        this.hub = hub;
        this.form = form;
    }

    /** The cursor: the number of the next line to read. */
    long place() {
        return place;
    }

    @Override
    public Step<T> next(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        while (!closed && !ended) {
            Optional<Step<T>> step = advance();
            if (step.isPresent()) {
                return step.get();
            }
            if (!hasNews() && !news.await(until)) {
                if (Thread.currentThread().isInterrupted()) {
                    close();
                }
                return closed ? new End<>() : new Silence<>();
            }
        }
        return new End<>();
    }

    private Optional<Step<T>> advance() {
        long number = place;
        if (number < hub.ring().end()) {
            byte[] line = hub.ring().get(number);
            if (line == null) {
                ended = true;
                throw SlowReaders.ofLog();
            }
            place = number + 1;
            hub.readOn();
            return Optional.of(new Item<>(form.apply(line)));
        }
        if (!hub.over() || number < hub.ring().end()) {
            return Optional.empty();
        }
        ended = true;
        GatewayException failure = hub.failure();
        if (failure != null) {
            throw new GatewayException(failure.problem(), failure);
        }
        return Optional.of(new End<>());
    }

    private boolean hasNews() {
        return closed || hub.over() || place < hub.ring().end();
    }

    /** Wakes a waiting reader. */
    void wake() {
        news.wake();
    }

    @Override
    public void close() {
        closed = true;
        hub.leave(this);
        wake();
    }
}
