package io.tiphys.gateway.batch.progress;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputRowsTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<List<Row>> pieces = new ArrayDeque<>();

    @Test
    void readsNoPieceBeforeItIsWanted() {
        pieces.add(List.of(row(0), row(1)));
        pieces.add(List.of(row(2)));
        OutputRows rows = new OutputRows(Optional.empty(), this::read);

        assertThat(reads).hasValue(0);
        assertThat(rows.next(LONG)).isEqualTo(new Item<>(row(0)));
        assertThat(rows.next(LONG)).isEqualTo(new Item<>(row(1)));
        assertThat(reads).hasValue(1);
        assertThat(rows.next(LONG)).isEqualTo(new Item<>(row(2)));
        assertThat(rows.next(LONG)).isInstanceOf(End.class);
        assertThat(rows.next(LONG)).isInstanceOf(End.class);
        assertThat(reads).hasValue(3);
    }

    @Test
    void isSilentWhileAPieceIsReadAndReadsItOnce() {
        CountDownLatch answered = new CountDownLatch(1);
        pieces.add(List.of(row(0)));
        OutputRows rows = new OutputRows(Optional.empty(), after(answered));

        assertThat(rows.next(SHORT)).isInstanceOf(Silence.class);
        assertThat(rows.next(SHORT)).isInstanceOf(Silence.class);
        answered.countDown();

        assertThat(rows.next(LONG)).isEqualTo(new Item<>(row(0)));
        assertThat(reads).hasValue(1);
    }

    @Test
    void readsNothingBeforeTheBatchHasEnded() {
        pieces.add(List.of(row(0)));
        ScriptedStream<BatchState> progress = new ScriptedStream<>();
        OutputRows rows = new OutputRows(Optional.of(progress), this::read);

        progress.item(new BatchState("b", 1, Map.of("Running", 1), false));
        assertThat(rows.next(LONG)).isInstanceOf(Silence.class);
        assertThat(reads).hasValue(0);
        progress.end();
        assertThat(rows.next(LONG)).isInstanceOf(Silence.class);
        assertThat(rows.next(LONG)).isEqualTo(new Item<>(row(0)));
    }

    @Test
    void failsWithTheReasonOfAPieceThatCannotBeRead() {
        OutputRows rows = new OutputRows(Optional.empty(), () -> {
            throw new GatewayException(Problem.of(ErrorReason.DEADLINE_EXCEEDED, "The Argo Server is slow."));
        });

        problemOf(ErrorReason.DEADLINE_EXCEEDED, () -> rows.next(LONG));
    }

    @Test
    void makesATableOfAllRowsWithSilenceWhileTheyAreRead() {
        CountDownLatch answered = new CountDownLatch(1);
        pieces.add(List.of(row(0), row(1)));
        CollectedOutputs table = new CollectedOutputs("b", new OutputRows(Optional.empty(), after(answered)));

        assertThat(table.next(SHORT)).isInstanceOf(Silence.class);
        answered.countDown();

        assertThat(table.next(LONG)).isEqualTo(new Item<>(new OutputsTable("b", List.of(row(0), row(1)))));
        assertThat(table.next(LONG)).isInstanceOf(End.class);
    }

    private List<Row> read() {
        reads.incrementAndGet();
        return pieces.isEmpty() ? List.of() : pieces.remove();
    }

    private Supplier<List<Row>> after(CountDownLatch answered) {
        return () -> {
            try {
                answered.await();
                return read();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Row row(int index) {
        return new Row(index, "w-" + index, "Succeeded", Map.of(), Map.of("o", "1"), Map.of());
    }
}
