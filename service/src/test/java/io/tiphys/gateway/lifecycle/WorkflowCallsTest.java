package io.tiphys.gateway.lifecycle;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resume;
import io.tiphys.gateway.lifecycle.WorkflowAction.Stop;
import io.tiphys.gateway.lifecycle.WorkflowAction.Suspend;
import io.tiphys.gateway.lifecycle.WorkflowAction.Terminate;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkflowCallsTest {
    private static final WorkflowName ONE = new WorkflowName("one");
    private static final Optional<Namespace> DEFAULT = Optional.empty();

    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.inMode("lab", TestEnvironments.tokenRequest()), new TestTime());
    private final CallContext ada;

    WorkflowCallsTest() {
        core.tokens.knows("adas", "ada");
        ada = core.callContext("adas");
        core.argo.holds(FakeArgo.workflow("one", "Running", "5"));
    }

    @Test
    void readsAWorkflowWithTheRightToGetIt() {
        assertThat(core.getWorkflow.get(ada, DEFAULT, ONE).summary().name()).isEqualTo("one");

        needed(Operation.GET);
    }

    @Test
    void deletesAWorkflowWithTheRightToDeleteIt() {
        core.deleteWorkflow.delete(ada, DEFAULT, ONE);

        needed(Operation.DELETE);
        assertThat(core.argo.asked).containsExactly("delete science/one");
    }

    @Test
    void needsTheRightsOfTheVeryAction() {
        Map<WorkflowAction, Operation> actions = Map.of(
                new Stop(Optional.empty(), Optional.empty()), Operation.STOP,
                new Stop(Optional.empty(), Optional.of("displayName=a")), Operation.STOP_NODES,
                new Terminate(), Operation.TERMINATE,
                new Suspend(), Operation.SUSPEND,
                new Resume(Optional.empty()), Operation.RESUME);

        actions.forEach((action, operation) -> {
            core.rights.reviews.clear();
            core.argo.arguments.clear();
            Namespace other = new Namespace("other");
            core.rights.decide(check -> new Denied("no"));
            problemOf(
                    ErrorReason.ACCESS_DENIED, () -> core.changeWorkflow.change(ada, Optional.of(other), ONE, action));

            assertThat(core.rights.reviews)
                    .extracting(review -> review.check())
                    .isSubsetOf(operation.rightsIn("other"));
            assertThat(core.argo.arguments).isEmpty();
        });
    }

    @Test
    void changesAWorkflow() {
        var action = new Stop(Optional.empty(), Optional.empty());

        core.changeWorkflow.change(ada, DEFAULT, ONE, action);

        needed(Operation.STOP);
        assertThat(core.argo.arguments).containsExactly(action);
    }

    @Test
    void refusesAMessageThatArgoWouldDrop() {
        var action = new Stop(Optional.of("enough"), Optional.empty());

        problemOf(ErrorReason.REQUEST_INVALID, () -> core.changeWorkflow.change(ada, DEFAULT, ONE, action));
        assertThat(core.argo.arguments).isEmpty();
    }

    @Test
    void opensLogsOfAWorkflowThatIsThere() {
        core.argo.logs.add(new ScriptedStream<>());

        core.streamLogs.open(ada, DEFAULT, ONE, logs(false));

        needed(Operation.LOGS);
        assertThat(core.argo.asked).containsExactly("get science/one", "logs science/one");
    }

    @Test
    void needsTheRightToWatchForLogsThatAreFollowed() {
        core.argo.logs.add(new ScriptedStream<>());

        core.streamLogs.open(ada, DEFAULT, ONE, logs(true));

        needed(Operation.FOLLOW_LOGS);
    }

    @Test
    void saysThatAWorkflowIsNotThereInsteadOfAnEmptyLog() {
        problemOf(
                ErrorReason.WORKFLOW_NOT_FOUND,
                () -> core.streamLogs.open(ada, DEFAULT, new WorkflowName("none"), logs(false)));

        assertThat(core.argo.asked).containsExactly("get science/none");
    }

    @Test
    void mintsNothingForADeniedCall() {
        core.rights.decide(check -> new Denied("no"));

        problemOf(ErrorReason.ACCESS_DENIED, () -> core.getWorkflow.get(ada, DEFAULT, ONE));

        assertThat(core.minter.asked).isEmpty();
        assertThat(core.argo.asked).isEmpty();
    }

    @Test
    void refusesANamespaceThatIsNotServed() {
        problemOf(
                ErrorReason.NAMESPACE_NOT_MANAGED,
                () -> core.getWorkflow.get(ada, Optional.of(new Namespace("kube-system")), ONE));

        assertThat(core.rights.reviews).isEmpty();
    }

    @Test
    void mintsForTheNamespaceOfTheCall() {
        core.getWorkflow.get(ada, Optional.of(new Namespace("other")), ONE);

        assertThat(core.minter.asked.getFirst().key().namespace()).isEqualTo("other");
    }

    private static LogQuery logs(boolean follow) {
        return new LogQuery(Optional.empty(), LogQuery.MAIN_CONTAINER, follow, OptionalLong.empty(), Optional.empty());
    }

    /** Both the caller and the lent account were asked for just these, and the caller for the use of the account. */
    private void needed(Operation operation) {
        List<AccessCheck> rights = operation.rightsIn("science");
        List<AccessCheck> callers = new ArrayList<>(rights);
        callers.add(Operation.impersonate("science", "submitter"));
        assertThat(checksOf("ada")).isEqualTo(callers);
        assertThat(checksOf("system:serviceaccount:science:submitter")).isEqualTo(rights);
    }

    private List<AccessCheck> checksOf(String subject) {
        return core.rights.reviews.stream()
                .filter(review -> review.subject().equals(subject))
                .map(review -> review.check())
                .toList();
    }
}
