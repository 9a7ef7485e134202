package io.tiphys.gateway.lifecycle;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.EventStream.Step;
import io.tiphys.gateway.lifecycle.stream.ReviewedStream;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
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
    void startsAfterTheVersionThatTheCallerNames() {
        upstream();
        open(after(ALL, "7"));

        assertThat(queries()).containsExactly(after(ALL, "7"));
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

        assertThat(open(after(ONE, "9")).next(SHORT)).isInstanceOf(End.class);
        assertThat(changes(open(after(ONE, "8")), 1)).containsExactly("one 9");
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
    void needsTheRightToWatchAndForOneWorkflowAlsoTheRightToReadIt() {
        core.rights.decide(check -> check.verb().equals("watch") ? new Denied("no") : new Allowed());
        problemOf(ErrorReason.ACCESS_DENIED, () -> open(ALL));
        core.rights.decide(check -> check.verb().equals("get") ? new Denied("no") : new Allowed());
        problemOf(ErrorReason.ACCESS_DENIED, () -> open(ONE));

        assertThat(core.argo.asked).isEmpty();
    }

    @Test
    void tellsThatThePlaceToResumeFromIsTooOld() {
        upstream(change("one", "Running", "9")).fail(problem(ErrorReason.WATCH_EXPIRED));
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);

        problemOf(ErrorReason.WATCH_EXPIRED, () -> watch.next(SHORT));

        assertThat(queries()).hasSize(1);
    }

    @Test
    void startsAnewForOneWorkflowWhenThePlaceToResumeFromIsTooOld() {
        ScriptedStream<WorkflowChange> first = upstream().fail(problem(ErrorReason.WATCH_EXPIRED));
        upstream(change("one", "Running", "10"));

        assertThat(changes(open(after(ONE, "7")), 1)).containsExactly("one 10");
        assertThat(queries()).containsExactly(after(ONE, "7"), ONE);
        assertThat(first.closed.getCount()).isZero();
    }

    @Test
    void startsAnewOnceAndNotForever() {
        upstream().fail(problem(ErrorReason.WATCH_EXPIRED));
        upstream().fail(problem(ErrorReason.WATCH_EXPIRED));

        problemOf(ErrorReason.WATCH_EXPIRED, () -> changes(open(after(ONE, "7")), 1));
    }

    @Test
    void endsWhenTheOneWorkflowIsGoneBeforeItCouldStartAnew() {
        upstream().fail(problem(ErrorReason.WATCH_EXPIRED));
        EventStream<WorkflowChange> watch = open(after(ONE, "7"));
        core.deleteWorkflow.delete(core.callContext("adas"), Optional.empty(), new WorkflowName("one"));

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
    }

    @Test
    void endsWhereTheSharedWatchEnds() {
        upstream(change("one", "Running", "9")).end();
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(queries()).hasSize(1);
    }

    @Test
    void aWithdrawnRightEndsTheStreamWithItsReason() {
        ScriptedStream<WorkflowChange> upstream = upstream(change("one", "Running", "9"));
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);
        core.rights.decide(check -> new Denied("no longer"));
        time.advance(ReviewedStream.EVERY);

        problemOf(ErrorReason.ACCESS_DENIED, () -> watch.next(SHORT));

        assertThat(watch.next(SHORT)).isInstanceOf(End.class);
        assertThat(upstream.closed.getCount()).isZero();
    }

    @Test
    void aDeadTokenEndsTheStreamWithItsReason() {
        upstream(change("one", "Running", "9"));
        EventStream<WorkflowChange> watch = open(ALL);
        changes(watch, 1);
        core.tokens.forget("adas");
        time.advance(ReviewedStream.EVERY);

        problemOf(ErrorReason.TOKEN_INVALID, () -> watch.next(SHORT));
    }

    @Test
    void aWithdrawnRightToReadEndsTheWatchOfOneWorkflow() {
        upstream(change("one", "Running", "9"));
        EventStream<WorkflowChange> watch = open(ONE);
        changes(watch, 1);
        core.rights.decide(check -> check.verb().equals("get") ? new Denied("no longer") : new Allowed());
        time.advance(ReviewedStream.EVERY);

        problemOf(ErrorReason.ACCESS_DENIED, () -> watch.next(SHORT));
    }

    @Test
    void outlivesAReviewThatGetsNoAnswerForAWhileAndNoLonger() {
        upstream();
        EventStream<WorkflowChange> watch = open(ALL);
        core.rights.decide(check -> new Undecided("nobody answers"));

        time.advance(ReviewedStream.EVERY);
        assertThat(watch.next(SHORT)).isInstanceOf(Silence.class);
        time.advance(ReviewedStream.LONGEST_UNREVIEWED.minus(ReviewedStream.EVERY));

        problemOf(ErrorReason.ACCESS_UNDECIDED, () -> watch.next(SHORT));
    }

    @Test
    void readsOnWhenTheReviewAllowsIt() {
        ScriptedStream<WorkflowChange> upstream = upstream();
        EventStream<WorkflowChange> watch = open(ALL);
        for (int i = 0; i < 5; i++) {
            time.advance(ReviewedStream.EVERY);
            upstream.item(change("one", "Running", Integer.toString(9 + i)));
            assertThat(changes(watch, 1)).containsExactly("one " + (9 + i));
        }
    }

    private static WatchQuery after(WatchQuery query, String version) {
        return new WatchQuery(query.name(), query.labelSelector(), Optional.of(version));
    }

    private EventStream<WorkflowChange> open(WatchQuery query) {
        return core.watchWorkflows.open(core.callContext("adas"), Optional.empty(), query);
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
