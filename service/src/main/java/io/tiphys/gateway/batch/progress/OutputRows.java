package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream of rows: waits for the batch if asked, then reads rows beside the heartbeats, and no piece before it is wanted. */
final class OutputRows implements EventStream<Row> {
    private final Optional<EventStream<BatchState>> progress;
    private final Supplier<List<Row>> reader;
    private final Queue<Row> unseen = new ArrayDeque<>();
    private @Nullable CompletableFuture<List<Row>> reading;
    private boolean waited;
    private boolean ended;

    /** @param reader reads the next rows, and none after the last one */
    OutputRows(Optional<EventStream<BatchState>> progress, Supplier<List<Row>> reader) {
        this.progress = progress;
        this.reader = reader;
        this.waited = progress.isEmpty();
    }

    @Override
    public Step<Row> next(Duration timeout) {
        if (!waited) {
            waited = progress.orElseThrow().next(timeout) instanceof End;
            return new Silence<>();
        }
        if (unseen.isEmpty() && !ended && !read(timeout)) {
            return new Silence<>();
        }
        Row row = unseen.poll();
        return row == null ? new End<>() : new Item<>(row);
    }

    /** Whether the next piece came in time. */
    private boolean read(Duration timeout) {
        if (reading == null) {
            reading = Parallel.start(reader);
        }
        try {
            unseen.addAll(Deadline.after(timeout).await(reading));
        } catch (GatewayException e) {
            if (e.problem().reason() == ErrorReason.DEADLINE_EXCEEDED && !reading.isDone()) {
                return false;
            }
            throw e;
        }
        reading = null;
        ended = unseen.isEmpty();
        return true;
    }

    @Override
    public void close() {
        progress.ifPresent(EventStream::close);
    }
}
