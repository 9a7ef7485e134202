package io.tiphys.gateway.rest.stream;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.rest.error.ProblemWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is a stream, as pieces that are pulled one by one. Its upstream is closed and its end is told
 * once, whatever becomes of it, also when it is thrown away unread. One thread pulls; any thread may close.
 *
 * @param <T> what the stream carries
 */
public final class StreamingBody<T> implements AutoCloseable {
    private final EventStream<T> stream;
    private final StreamForm<T> form;
    private final Duration heartbeat;
    private final Optional<Deadline> callerEnd;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Consumer<ErrorReason>> listeners = new CopyOnWriteArrayList<>();
    private boolean opened;
    private boolean cutOff;

    /**
     * A body over an open stream.
     *
     * @param heartbeat after how long a silence a sign of life is sent
     * @param callerEnd when the caller wants it to end; empty for never
     */
    public StreamingBody(EventStream<T> stream, StreamForm<T> form, Duration heartbeat, Optional<Deadline> callerEnd) {
        this.stream = stream;
        this.form = form;
        this.heartbeat = heartbeat;
        this.callerEnd = callerEnd;
    }

    /** Tells the listener why the stream broke, if it does. To be set before anything is pulled. */
    public void whenBroken(Consumer<ErrorReason> listener) {
        listeners.add(listener);
    }

    /**
     * The next piece, which may have no bytes; waits for it.
     *
     * @return nothing when the stream is over
     * @throws CutOffException when it is over and the answer must not look whole
     */
    byte @Nullable [] next() throws CutOffException {
        if (cutOff) {
            throw new CutOffException();
        }
        if (over.get()) {
            return null;
        }
        if (!opened) {
            opened = true;
            return form.opening();
        }
        try {
            return switch (stream.next(timeout())) {
                case EventStream.Item<T>(T value) -> form.item(value);
                case EventStream.Silence<T> silence -> silence();
                case EventStream.End<T> end -> end(null) ? form.end() : null;
            };
        } catch (GatewayException e) {
            return failure(e.problem(), e.getCause());
        } catch (RuntimeException e) {
            return failure(Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning()), e);
        }
    }

    private Duration timeout() {
        return callerEnd
                .map(Deadline::remaining)
                .filter(left -> left.compareTo(heartbeat) < 0)
                .map(left -> left.plusMillis(1)) // a timeout is positive
                .orElse(heartbeat);
    }

    private byte @Nullable [] silence() {
        return callerEnd.filter(Deadline::passed).isPresent()
                ? failure(Problem.of(ErrorReason.DEADLINE_EXCEEDED, "The caller's deadline is exceeded."), null)
                : form.silence();
    }

    private byte @Nullable [] failure(Problem problem, @Nullable Throwable cause) {
        if (!end(problem.reason())) {
            return null;
        }
        cutOff = form.failureIsMissable();
        return form.failure(ProblemWriter.document(problem, cause));
    }

    /** The connection has to break, so that the reader sees that something is missing. */
    static final class CutOffException extends Exception {
        private static final long serialVersionUID = 1;

        CutOffException() {
            super("the stream broke; its reader was told", null, false, false);
        }
    }

    /** Nobody reads any more, or nothing is left to read. */
    @Override
    public void close() {
        end(ErrorReason.CANCELLED);
    }

    /** Whether this call ended it: what ends after that, does so because it was closed. */
    private boolean end(@Nullable ErrorReason reason) {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        stream.close();
        if (reason != null) {
            listeners.forEach(listener -> listener.accept(reason));
        }
        return true;
    }
}
