package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stream with one table of all rows. */
final class CollectedOutputs implements EventStream<OutputsTable> {
    private final String batchId;
    private final EventStream<Row> source;
    private final List<Row> rows = new ArrayList<>();
    private boolean reported;

    CollectedOutputs(String batchId, EventStream<Row> source) {
        this.batchId = batchId;
        this.source = source;
    }

    @Override
    public Step<OutputsTable> next(Duration timeout) {
        if (reported) {
            return new End<>();
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < timeout.toNanos()) {
            switch (source.next(timeout)) {
                case Item<Row>(Row row) -> rows.add(row);
                case Silence<Row> ignored -> {
                    return new Silence<>();
                }
                case End<Row> ignored -> {
                    reported = true;
                    return new Item<>(new OutputsTable(batchId, rows));
                }
            }
        }
        return new Silence<>();
    }

    @Override
    public void close() {
        source.close();
    }
}
