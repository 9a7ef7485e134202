package io.tiphys.client.internal.stream;

import io.tiphys.client.Reason;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.internal.CallFailures;
import io.tiphys.client.internal.ProblemReader;
import io.tiphys.client.workflow.EventIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One unbroken stream over any number of connections. After a break the stream reconnects after the last event with an id.
 * If events have no ids, the break is reported, because a restart would repeat all events.
 *
 * @param <T> the type of an event
 */
final class ResumingEvents<T> implements EventIterator<T> {
    private static final int MOST_ATTEMPTS = 5;
    private static final Set<Reason> GOES_ON = EnumSet.of(Reason.READER_TOO_SLOW, Reason.GATEWAY_STOPPING);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private final Function<Optional<String>, ServerSentEvents> connector;
    private final String wanted;
    private final Function<String, T> decoder;
    private final Consumer<EventIterator<?>> onClose;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable ServerSentEvents current;
    private String lastId = "";
    private @Nullable T next;
    private boolean ended;

    /**
     * Opens the stream.
     *
     * @param connector connects after the event with this id; throws a {@link TiphysException} on failure
     * @param wanted the event type to deliver
     * @param decoder reads the event data
     * @param onClose called when the stream is closed
     */
    ResumingEvents(
            Function<Optional<String>, ServerSentEvents> connector,
            String wanted,
            Function<String, T> decoder,
            Consumer<EventIterator<?>> onClose) {
        this.connector = connector;
        this.wanted = wanted;
        this.decoder = decoder;
        this.onClose = onClose;
        this.current = connector.apply(Optional.empty());
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended && closed.getCount() > 0) {
            try {
                step();
            } catch (TiphysException e) {
                ended = true;
                close();
                throw e;
            }
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T event = next;
        next = null;
        return event;
    }

    private void step() {
        ServerSentEvents connection = current;
        if (connection == null) {
            throw new IllegalStateException("there is a connection until the stream has ended");
        }
        try {
            ServerSentEvents.Event event = connection.next();
            if (event == null) {
                resume(null);
            } else {
                take(event);
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw CallFailures.withoutAnswer(new InterruptedException(), CallFailures.Kind.READ);
            }
            resume(e);
        }
    }

    private void take(ServerSentEvents.Event event) {
        lastId = event.id();
        switch (event.name()) {
            case "end" -> {
                ended = true;
                close();
            }
            case "error" -> failed(ProblemReader.read(0, event.data(), Optional.empty()));
            default -> {
                if (event.name().equals(wanted)) {
                    next = decoder.apply(event.data());
                }
            }
        }
    }

    /** If only the stream has ended, the reader resumes after the last event seen. */
    private void failed(TiphysException failure) {
        if (!GOES_ON.contains(failure.reason()) || lastId.isEmpty()) {
            throw failure;
        }
        resume(null);
    }

    private void resume(@Nullable IOException cause) {
        release();
        if (closed.getCount() == 0) {
            return;
        }
        if (lastId.isEmpty()) {
            throw new TiphysException(
                    Failure.local(
                            Reason.GATEWAY_UNREACHABLE,
                            true,
                            "The stream broke, and there is no resume token to continue from."),
                    cause);
        }
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; closed.getCount() > 0; attempt++) {
            try {
                replace(connector.apply(Optional.of(lastId)));
                return;
            } catch (TiphysException e) {
                if (!e.retryable()
                        || attempt == MOST_ATTEMPTS
                        || closedWithin(e.retryAfter().orElse(wait))) {
                    throw e;
                }
                wait = wait.multipliedBy(2);
            }
        }
    }

    private void replace(ServerSentEvents connection) {
        current = connection;
        if (closed.getCount() == 0) {
            release();
        }
    }

    private boolean closedWithin(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        release();
        onClose.accept(this);
    }

    private void release() {
        ServerSentEvents connection = current;
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a body that is read no more", e);
            }
        }
    }
}
