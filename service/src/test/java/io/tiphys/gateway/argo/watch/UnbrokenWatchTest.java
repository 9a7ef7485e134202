package io.tiphys.gateway.argo.watch;

import static io.tiphys.gateway.argo.UpstreamScript.changed;
import static io.tiphys.gateway.argo.UpstreamScript.complete;
import static io.tiphys.gateway.argo.UpstreamScript.progress;
import static io.tiphys.gateway.argo.watch.UnbrokenWatch.MOST_FRUITLESS;
import static io.tiphys.gateway.argo.watch.UnbrokenWatch.SETTLED;
import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Started;
import io.tiphys.gateway.argo.request.WatchStart;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.EventStream.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UnbrokenWatchTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final TestTime time = new TestTime();
    private final Deque<ScriptedStream<UpstreamEvent>> streams = new ArrayDeque<>();
    private final List<WatchStart> starts = new ArrayList<>();

    @Test
    void goesOnAfterTheNewestVersionWhenTheUpstreamCloses() {
        ScriptedStream<UpstreamEvent> first = next(changed("MODIFIED", "one", 9), changed("MODIFIED", "two", 8))
                .end();
        next(changed("MODIFIED", "two", 10));

        assertThat(events(open(WatchStart.after(5)), 3)).hasSize(3);

        assertThat(starts).containsExactly(WatchStart.after(5), WatchStart.after(9));
        assertThat(first.closed.getCount()).isZero();
    }

    @Test
    void goesOnAfterWhatTheUpstreamSaysThatItHasTold() {
        next(progress(12)).end();
        next(changed("ADDED", "one", 13));

        events(open(WatchStart.after(5)), 2);

        assertThat(starts.getLast()).isEqualTo(WatchStart.after(12));
    }

    @Test
    void startsAnewWhenTheUpstreamBreaksBeforeThePresentStateIsComplete() {
        next(changed("ADDED", "one", 9)).end();
        next(changed("ADDED", "one", 9), complete(11)).end();
        next(changed("MODIFIED", "one", 12));

        assertThat(events(open(WatchStart.PRESENT_STATE), 6))
                .filteredOn(Started.class::isInstance)
                .hasSize(2);
        assertThat(starts).containsExactly(WatchStart.PRESENT_STATE, WatchStart.PRESENT_STATE, WatchStart.after(11));
    }

    @Test
    void goesOnWhenAQuietWatchIsClosedAfterAWhile() {
        for (int i = 0; i < 3 * MOST_FRUITLESS; i++) {
            next().end();
        }
        next(changed("MODIFIED", "one", 9));
        UnbrokenWatch watch = open(WatchStart.after(5));

        for (int i = 0; i < 3 * MOST_FRUITLESS; i++) {
            time.advance(SETTLED);
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
        }

        assertThat(events(watch, 1)).hasSize(1);
    }

    @Test
    void aWatchThatClosesAtOnceIsOpenedEverMoreSlowlyAndThenEnds() {
        for (int i = 0; i < MOST_FRUITLESS; i++) {
            next().end();
        }
        UnbrokenWatch watch = open(WatchStart.after(5));
        Duration pause = UnbrokenWatch.FIRST_PAUSE;

        for (int opened = 1; opened < MOST_FRUITLESS; opened++) {
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            time.advance(pause.minusNanos(1));
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            assertThat(starts).hasSize(opened);
            time.advance(Duration.ofNanos(1));
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            assertThat(starts).hasSize(opened + 1);
            pause = pause.multipliedBy(2);
        }

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(starts).hasSize(MOST_FRUITLESS);
    }

    @Test
    void outlivesARestartOfTheArgoServer() {
        next(changed("MODIFIED", "one", 9)).fail(problem(ErrorReason.ARGO_UNAVAILABLE));
        next().fail(problem(ErrorReason.ARGO_UNAVAILABLE));
        next(changed("MODIFIED", "one", 10));

        assertThat(events(open(WatchStart.after(5)), 2)).hasSize(2);
        assertThat(starts.getLast()).isEqualTo(WatchStart.after(9));
    }

    @Test
    void tellsWhyItBrokeWhenTheArgoServerDoesNotComeBack() {
        for (int i = 0; i < MOST_FRUITLESS; i++) {
            next().fail(problem(ErrorReason.ARGO_UNAVAILABLE));
        }
        UnbrokenWatch watch = open(WatchStart.after(5));

        problemOf(ErrorReason.ARGO_UNAVAILABLE, () -> events(watch, 1));

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
    }

    @Test
    void tellsAtOnceWhatNoRepetitionMends() {
        next(changed("MODIFIED", "one", 9)).fail(problem(ErrorReason.WATCH_EXPIRED));
        UnbrokenWatch watch = open(WatchStart.after(5));
        events(watch, 1);

        problemOf(ErrorReason.WATCH_EXPIRED, () -> watch.next(SHORT));

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(starts).hasSize(1);
    }

    @Test
    void aReaderThatWaitsBetweenTwoWatchesEndsWhenAnotherThreadCloses() throws InterruptedException {
        next().end();
        UnbrokenWatch watch = open(WatchStart.after(5));
        watch.next(SHORT);
        var last = new AtomicReference<Step<UpstreamEvent>>();
        Thread reader = Thread.ofVirtual().start(() -> last.set(watch.next(Duration.ofMinutes(5))));
        Until.allWait(List.of(reader));

        watch.close();
        reader.join();

        assertThat(last.get()).isInstanceOf(End.class);
        assertThat(starts).hasSize(1);
    }

    @Test
    void anInterruptedReaderEnds() throws InterruptedException {
        next().end();
        UnbrokenWatch watch = open(WatchStart.after(5));
        watch.next(SHORT);
        var last = new AtomicReference<Step<UpstreamEvent>>();
        Thread reader = Thread.ofVirtual().start(() -> last.set(watch.next(Duration.ofMinutes(5))));
        Until.allWait(List.of(reader));

        reader.interrupt();
        reader.join();

        assertThat(last.get()).isInstanceOf(End.class);
    }

    private UnbrokenWatch open(WatchStart start) {
        return new UnbrokenWatch(start, this::opened, time);
    }

    private EventStream<UpstreamEvent> opened(WatchStart start) {
        starts.add(start);
        return streams.remove();
    }

    private ScriptedStream<UpstreamEvent> next(UpstreamEvent... events) {
        var stream = new ScriptedStream<UpstreamEvent>();
        for (UpstreamEvent event : events) {
            stream.item(event);
        }
        streams.add(stream);
        return stream;
    }

    private static GatewayException problem(ErrorReason reason) {
        return new GatewayException(Problem.of(reason, "because"));
    }

    /** The next so many events; where nothing comes, time goes on. */
    private List<UpstreamEvent> events(UnbrokenWatch watch, int count) {
        List<UpstreamEvent> events = new ArrayList<>();
        while (events.size() < count) {
            switch (watch.next(SHORT)) {
                case Item<UpstreamEvent>(var event) -> events.add(event);
                case Silence<UpstreamEvent> ignored -> time.advance(Duration.ofMillis(500));
                case End<UpstreamEvent> ignored -> throw new AssertionError("ended after " + events);
            }
        }
        return events;
    }
}
