package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream with one table: waits for the batch if asked, then collects the table beside the heartbeats. */
final class CollectedOutputs implements EventStream<OutputsTable> {
    private final Optional<EventStream<BatchState>> progress;
    private final Supplier<OutputsTable> table;
    private @Nullable CompletableFuture<OutputsTable> collecting;
    private boolean waited;
    private boolean told;

    CollectedOutputs(Optional<EventStream<BatchState>> progress, Supplier<OutputsTable> table) {
        this.progress = progress;
        this.table = table;
        this.waited = progress.isEmpty();
    }

    @Override
    public Step<OutputsTable> next(Duration timeout) {
        if (told) {
            return new End<>();
        }
        if (!waited) {
            waited = progress.orElseThrow().next(timeout) instanceof End;
            return new Silence<>();
        }
        if (collecting == null) {
            collecting = Parallel.start(table);
        }
        try {
            OutputsTable collected = Deadline.after(timeout).await(collecting);
            told = true;
            return new Item<>(collected);
        } catch (GatewayException e) {
            if (e.problem().reason() == ErrorReason.DEADLINE_EXCEEDED && !collecting.isDone()) {
                return new Silence<>();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        progress.ifPresent(EventStream::close);
    }
}
