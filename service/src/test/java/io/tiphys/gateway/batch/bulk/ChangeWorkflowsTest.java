package io.tiphys.gateway.batch.bulk;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.batch.bulk.BulkEvent.Changed;
import io.tiphys.gateway.batch.bulk.BulkEvent.Ended;
import io.tiphys.gateway.batch.bulk.BulkEvent.Outcome;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.workflow.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ChangeWorkflowsTest {
    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.inMode("lab", TestEnvironments.tokenRequest()), new TestTime());

    @BeforeEach
    void holdWorkflows() {
        core.tokens.knows("adas", "ada");
        core.argo
                .holds(FakeArgo.workflow("running", "Running", "1"))
                .holds(FakeArgo.workflow("failed", "Failed", "2"))
                .holds(FakeArgo.workflow("error", "Error", "3"))
                .holds(FakeArgo.workflow("good", "Succeeded", "4"));
    }

    @ParameterizedTest
    @CsvSource({"STOP,1", "TERMINATE,1", "RETRY,2", "DELETE,4"})
    void countsInADryRunWhatTheVerbIsFor(BulkVerb verb, int selected) {
        List<BulkEvent> events = run(verb, true);

        assertThat(events).hasSize(1);
        Ended ended = (Ended) events.getFirst();
        assertThat(ended.matched()).isEqualTo(4);
        assertThat(ended.selected()).isEqualTo(selected);
        assertThat(ended.dryRun()).isTrue();
        assertThat(core.argo.asked).containsExactly("list science/");
    }

    @Test
    void deletesOneByOne() {
        List<BulkEvent> events = run(BulkVerb.DELETE, false);

        assertThat(((Ended) events.getLast()).count(Outcome.DONE)).isEqualTo(4);
        assertThat(core.argo.asked)
                .containsExactlyInAnyOrder(
                        "list science/",
                        "delete science/running",
                        "delete science/failed",
                        "delete science/error",
                        "delete science/good");
    }

    @Test
    void reportsTheOneThatCannotBeChangedAndChangesTheOthers() {
        core.argo.before = () -> {
            if (core.argo.asked.getLast().equals("delete science/good")) {
                throw new GatewayException(Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "It is gone."));
            }
        };

        Ended ended = (Ended) run(BulkVerb.DELETE, false).getLast();

        assertThat(ended.count(Outcome.DONE) + ended.count(Outcome.REFUSED)).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(BulkVerb.class)
    void reviewsThePermissionsBeforeItLists(BulkVerb verb) {
        String needed = verb.operation().rightsIn("science").getLast().verb();
        core.rights.decideReview(review -> review.check().verb().equals(needed) ? new Denied("no") : new Allowed());

        problemOf(ErrorReason.ACCESS_DENIED, () -> run(verb, true));

        assertThat(core.argo.asked).isEmpty();
    }

    @Test
    void needsThePermissionToListToo() {
        core.rights.decideReview(review -> review.check().verb().equals("list") ? new Denied("no") : new Allowed());

        problemOf(ErrorReason.ACCESS_DENIED, () -> run(BulkVerb.DELETE, true));
    }

    @Test
    void refusesAnEmptySelector() {
        problemOf(ErrorReason.REQUEST_INVALID, () -> Selection.of(" "));
        problemOf(ErrorReason.REQUEST_INVALID, () -> Selection.ofBatch(""));
        problemOf(ErrorReason.REQUEST_INVALID, () -> Selection.ofBatch("a,b"));
    }

    private List<BulkEvent> run(BulkVerb verb, boolean dryRun) {
        EventStream<BulkEvent> stream = core.changeWorkflows.open(
                core.callContext("adas"), new Namespace("science"), Selection.of("a=b"), verb, dryRun, GivenKeys.NONE);
        List<BulkEvent> events = new ArrayList<>();
        while (true) {
            switch (stream.next(Duration.ofSeconds(20))) {
                case EventStream.Item<BulkEvent>(BulkEvent event) -> events.add(event);
                case EventStream.Silence<BulkEvent> silence -> throw new AssertionError("no event after " + events);
                case EventStream.End<BulkEvent> end -> {
                    assertThat(events.stream().filter(Changed.class::isInstance))
                            .hasSize(events.size() - 1);
                    return events;
                }
            }
        }
    }
}
