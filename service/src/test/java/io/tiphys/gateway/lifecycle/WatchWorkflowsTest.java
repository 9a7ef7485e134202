package io.tiphys.gateway.lifecycle;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static io.tiphys.gateway.lifecycle.ResumingWatch.MOST_FRUITLESS;
import static io.tiphys.gateway.lifecycle.ResumingWatch.SETTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.AccessDecision.Allowed;
import io.tiphys.gateway.access.AccessDecision.Denied;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.lifecycle.EventStream.End;
import io.tiphys.gateway.lifecycle.EventStream.Item;
import io.tiphys.gateway.lifecycle.EventStream.Silence;
import io.tiphys.gateway.lifecycle.EventStream.Step;
import io.tiphys.gateway.workflow.WorkflowName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchWorkflowsTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final WatchQuery ALL = new WatchQuery(Optional.empty(), Optional.empty(), Optional.empty());
    private static final WatchQuery ONE =
            new WatchQuery(Optional.of(new WorkflowName("one")), Optional.empty(), Optional.empty());

    private final TestTime time = new TestTime();
    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.direct("lab", TestEnvironments.wideLimits()), time);

    WatchWorkflowsTest() {
        core.tokens.knows("adas", "ada");
        core.argo.holds(FakeArgo.workflow("one", "Running", "5"));
    }

    @Test
    void goesOnAfterTheNewestVersionWhenTheUpstreamCloses() {
        upstream(change("one", "Running", "9"), change("two", "Running", "8")).end();
        upstream(change("two", "Running", "10"));
        EventStream<WorkflowChange> watch = open(ALL);

        assertThat(changes(watch, 3)).containsExactly("one 9", "two 8", "two 10");

        assertThat(queries()).containsExactly(ALL, ALL.afterNewer("9"));
    }

    @Test
    void startsAfterTheVersionThatTheCallerNames() {
        upstream();
        open(ALL.afterNewer("7"));

        assertThat(queries()).containsExactly(ALL.afterNewer("7"));
    }

    @Test
    void closesEachUpstreamWatchThatItLeaves() {
        ScriptedStream<WorkflowChange> first =
                upstream(change("one", "Running", "9")).end();
        upstream(change("one", "Running", "10"));

        changes(open(ALL), 2);

        assertThat(first.closed.getCount()).isZero();
    }

    @Test
    void goesOnWhenAQuietWatchIsClosedAfterAWhile() {
        for (int i = 0; i < 3 * MOST_FRUITLESS; i++) {
            upstream().end();
        }
        upstream(change("one", "Running", "9"));
        EventStream<WorkflowChange> watch = open(ALL);

        for (int i = 0; i < 3 * MOST_FRUITLESS; i++) {
            time.advance(SETTLED);
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
        }

        assertThat(changes(watch, 1)).containsExactly("one 9");
    }

    @Test
    void aWatchThatClosesAtOnceIsOpenedEverMoreSlowlyAndThenEnds() {
        for (int i = 0; i < MOST_FRUITLESS; i++) {
            upstream().end();
        }
        EventStream<WorkflowChange> watch = open(ALL);
        Duration pause = ResumingWatch.FIRST_PAUSE;

        for (int opened = 1; opened < MOST_FRUITLESS; opened++) {
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            time.advance(pause.minusNanos(1));
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            assertThat(queries()).hasSize(opened);
            time.advance(Duration.ofNanos(1));
            assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
            assertThat(queries()).hasSize(opened + 1);
            pause = pause.multipliedBy(2);
        }

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(queries()).hasSize(MOST_FRUITLESS);
    }

    @Test
    void aChangeMakesUpForWatchesThatClosedAtOnce() {
        for (int i = 0; i < 3; i++) {
            for (int j = 1; j < MOST_FRUITLESS; j++) {
                upstream().end();
            }
            upstream(change("one", "Running", "1" + i)).end();
        }
        EventStream<WorkflowChange> watch = open(ALL);

        assertThat(changes(watch, 3)).containsExactly("one 10", "one 11", "one 12");
    }

    @Test
    void outlivesARestartOfTheArgoServer() {
        upstream(change("one", "Running", "9")).fail(problem(ErrorReason.ARGO_UNAVAILABLE));
        upstream().fail(problem(ErrorReason.ARGO_UNAVAILABLE));
        upstream(change("one", "Running", "10"));

        assertThat(changes(open(ALL), 2)).containsExactly("one 9", "one 10");
        assertThat(queries().getLast()).isEqualTo(ALL.afterNewer("9"));
    }

    @Test
    void tellsWhyItBrokeWhenTheArgoServerDoesNotComeBack() {
        for (int i = 0; i < MOST_FRUITLESS; i++) {
            upstream().fail(problem(ErrorReason.ARGO_UNAVAILABLE));
        }
        EventStream<WorkflowChange> watch = open(ALL);

        problemOf(ErrorReason.ARGO_UNAVAILABLE, () -> changes(watch, 1));

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
    }

    @Test
    void tellsAtOnceWhatNoRepetitionMends() {
        upstream(change("one", "Running", "9")).fail(problem(ErrorReason.WATCH_EXPIRED));
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);

        problemOf(ErrorReason.WATCH_EXPIRED, () -> watch.next(SHORT));

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(queries()).hasSize(1);
    }

    @Test
    void startsAnewForOneWorkflowWhenThePlaceToResumeFromIsTooOld() {
        upstream(change("one", "Running", "9")).fail(problem(ErrorReason.WATCH_EXPIRED));
        upstream(change("one", "Running", "10"));

        assertThat(changes(open(ONE), 2)).containsExactly("one 9", "one 10");
        assertThat(queries()).containsExactly(ONE, ONE);
    }

    @Test
    void endsWhenTheOneWorkflowHasEnded() {
        ScriptedStream<WorkflowChange> upstream =
                upstream(change("one", "Succeeded", "9"), change("one", "Succeeded", "10"));
        EventStream<WorkflowChange> watch = open(ONE);

        assertThat(changes(watch, 1)).containsExactly("one 9");
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(upstream.pulled).hasValue(1);
    }

    @Test
    void endsWhenTheOneWorkflowIsDeleted() {
        upstream().item(new WorkflowChange(WorkflowChange.Type.DELETED, FakeArgo.workflow("one", "Running", "9")));
        EventStream<WorkflowChange> watch = open(ONE);

        assertThat(changes(watch, 1)).containsExactly("one 9");
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
    }

    @Test
    void goesOnWhenOneOfManyWorkflowsHasEnded() {
        upstream(change("one", "Succeeded", "9"), change("two", "Running", "10"));

        assertThat(changes(open(ALL), 2)).containsExactly("one 9", "two 10");
    }

    @Test
    void tellsTheStateOfAWorkflowThatHasEndedAlreadyAndEndsWithoutAWatch() {
        core.argo.holds(FakeArgo.workflow("one", "Failed", "9"));
        EventStream<WorkflowChange> watch = open(ONE);

        assertThat(changes(watch, 1)).containsExactly("one 9");
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(queries()).isEmpty();
    }

    @Test
    void tellsAWatcherWhoSawTheEndNothingMore() {
        core.argo.holds(FakeArgo.workflow("one", "Failed", "9"));

        assertThat(open(ONE.afterNewer("9")).next(SHORT)).isInstanceOf(End.class);
        assertThat(changes(open(ONE.afterNewer("8")), 1)).containsExactly("one 9");
    }

    @Test
    void noticesThatTheOneWorkflowEndedBetweenTwoWatches() {
        upstream(change("one", "Running", "9")).end();
        EventStream<WorkflowChange> watch = open(ONE);
        changes(watch, 1);
        core.argo.holds(FakeArgo.workflow("one", "Succeeded", "10"));

        assertThat(changes(watch, 1)).containsExactly("one 10");
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
    }

    @Test
    void noticesThatTheOneWorkflowWasDeletedBetweenTwoWatches() {
        upstream(change("one", "Running", "9")).end();
        EventStream<WorkflowChange> watch = open(ONE);
        changes(watch, 1);
        core.deleteWorkflow.delete(core.admission("adas"), Optional.empty(), new WorkflowName("one"));

        assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
    }

    @Test
    void saysThatTheOneWorkflowIsNotThere() {
        var none = new WatchQuery(Optional.of(new WorkflowName("none")), Optional.empty(), Optional.empty());

        problemOf(ErrorReason.WORKFLOW_NOT_FOUND, () -> open(none));
    }

    @Test
    void aWaitingReaderEndsWhenAnotherThreadCloses() throws InterruptedException {
        ScriptedStream<WorkflowChange> upstream = upstream();
        EventStream<WorkflowChange> watch = open(ALL);
        var last = new AtomicReference<Step<WorkflowChange>>();
        Thread reader = Thread.ofVirtual().start(() -> last.set(watch.next(Duration.ofMinutes(5))));
        Until.allWait(List.of(reader));

        watch.close();
        reader.join();

        assertThat(last.get()).isInstanceOf(End.class);
        assertThat(upstream.closed.getCount()).isZero();
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(queries()).hasSize(1);
    }

    @Test
    void aReaderThatWaitsBetweenTwoWatchesEndsWhenAnotherThreadCloses() throws InterruptedException {
        upstream().end();
        EventStream<WorkflowChange> watch = open(ALL);
        watch.next(SHORT);
        var last = new AtomicReference<Step<WorkflowChange>>();
        Thread reader = Thread.ofVirtual().start(() -> last.set(watch.next(Duration.ofMinutes(5))));
        Until.allWait(List.of(reader));

        watch.close();
        reader.join();

        assertThat(last.get()).isInstanceOf(End.class);
        assertThat(queries()).hasSize(1);
    }

    @Test
    void closesAWatchThatIsOpenedWhileAnotherThreadCloses() {
        upstream(change("one", "Running", "9")).end();
        ScriptedStream<WorkflowChange> second = upstream();
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);
        core.argo.before = watch::close;

        assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
        assertThat(watch.next(SHORT)).isInstanceOf(End.class);

        assertThat(second.closed.getCount()).isZero();
    }

    @Test
    void anInterruptedReaderEndsAndClosesTheUpstream() throws InterruptedException {
        upstream().end();
        EventStream<WorkflowChange> watch = open(ALL);
        watch.next(SHORT);
        var last = new AtomicReference<Step<WorkflowChange>>();
        var interrupted = new AtomicReference<Boolean>();
        Thread reader = Thread.ofVirtual().start(() -> {
            last.set(watch.next(Duration.ofMinutes(5)));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        Until.allWait(List.of(reader));

        reader.interrupt();
        reader.join();

        assertThat(last.get()).isInstanceOf(End.class);
        assertThat(interrupted).hasValue(true);
    }

    @Test
    void reviewsTheRightsAgainForEachWatch() {
        upstream(change("one", "Running", "9")).end();
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);
        core.rights.decide(check -> new Denied("no longer"));
        time.advance(Duration.ofSeconds(10));

        problemOf(ErrorReason.ACCESS_DENIED, () -> changes(watch, 1));
    }

    @Test
    void looksAtTheCallersTokenAgainForEachWatch() {
        upstream(change("one", "Running", "9")).end();
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);
        core.tokens.forget("adas");
        time.advance(Duration.ofSeconds(10));

        problemOf(ErrorReason.TOKEN_INVALID, () -> changes(watch, 1));
    }

    @Test
    void needsTheRightToWatchAndForOneWorkflowAlsoTheRightToReadIt() {
        core.rights.decide(check -> check.verb().equals("watch") ? new Denied("no") : new Allowed());
        problemOf(ErrorReason.ACCESS_DENIED, () -> open(ALL));
        core.rights.decide(check -> check.verb().equals("get") ? new Denied("no") : new Allowed());
        problemOf(ErrorReason.ACCESS_DENIED, () -> open(ONE));

        assertThat(core.argo.asked).isEmpty();
    }

    private EventStream<WorkflowChange> open(WatchQuery query) {
        return core.watchWorkflows.open(core.admission("adas"), Optional.empty(), query);
    }

    private ScriptedStream<WorkflowChange> upstream(WorkflowChange... changes) {
        var stream = new ScriptedStream<WorkflowChange>();
        for (WorkflowChange change : changes) {
            stream.item(change);
        }
        core.argo.watches.add(stream);
        return stream;
    }

    private static WorkflowChange change(String name, String phase, String version) {
        return new WorkflowChange(WorkflowChange.Type.MODIFIED, FakeArgo.workflow(name, phase, version));
    }

    private static GatewayException problem(ErrorReason reason) {
        return new GatewayException(Problem.of(reason, "because"));
    }

    private List<WatchQuery> queries() {
        return core.argo.arguments.stream()
                .filter(WatchQuery.class::isInstance)
                .map(WatchQuery.class::cast)
                .toList();
    }

    /** The next so many changes; where nothing comes, time goes on. */
    private List<String> changes(EventStream<WorkflowChange> watch, int count) {
        List<String> changes = new ArrayList<>();
        while (changes.size() < count) {
            switch (watch.next(SHORT)) {
                case Item<WorkflowChange>(var change) -> {
                    var summary = change.workflow().summary();
                    changes.add(summary.name() + " " + summary.resourceVersion());
                }
                case Silence<WorkflowChange> ignored -> time.advance(Duration.ofMillis(500));
                case End<WorkflowChange> ignored -> throw new AssertionError("ended after " + changes);
            }
        }
        return changes;
    }
}
