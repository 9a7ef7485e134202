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
 * The body of a response that is a stream, as pieces that are pulled one by one. The upstream is closed and the end is
 * reported exactly once in every case, also when the body is discarded unread. One thread pulls; any thread may close.
 *
 * @param <T> the type of the stream's values
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
     * Creates a body over an open stream.
     *
     * @param heartbeat the time without an event after which a heartbeat is sent
     * @param callerEnd the deadline of the caller; empty for none
     */
    public StreamingBody(EventStream<T> stream, StreamForm<T> form, Duration heartbeat, Optional<Deadline> callerEnd) {
        this.stream = stream;
        this.form = form;
        this.heartbeat = heartbeat;
        this.callerEnd = callerEnd;
    }

    /** Adds a listener for the reason of a failure. Must be called before the first pull. */
    public void whenBroken(Consumer<ErrorReason> listener) {
        listeners.add(listener);
    }

    /**
     * The next piece, which may have no bytes; waits for it.
     *
     * @return null when the stream is over
     * @throws CutOffException when the stream is over and the response must not look complete
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

    /** Makes the connection break, so that the reader notices the missing part. */
    static final class CutOffException extends Exception {
        private static final long serialVersionUID = 1;

        CutOffException() {
            super("the stream broke; its reader was informed", null, false, false);
        }
    }

    /** Called when the reader is gone or the body is complete. */
    @Override
    public void close() {
        end(ErrorReason.CANCELLED);
    }

    /** Whether this call ended the stream; a later end is a consequence of the close. */
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
