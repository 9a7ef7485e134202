package io.tiphys.gateway.argo;

import static io.tiphys.gateway.argo.ArgoWorkspace.bytes;
import static io.tiphys.gateway.argo.ArgoWorkspace.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resubmit;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resume;
import io.tiphys.gateway.lifecycle.WorkflowAction.Retry;
import io.tiphys.gateway.lifecycle.WorkflowAction.Stop;
import io.tiphys.gateway.lifecycle.WorkflowAction.Suspend;
import io.tiphys.gateway.lifecycle.WorkflowAction.Terminate;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpWorkflowControlIT {
    private static ArgoWorkspace workspace;

    @BeforeAll
    static void open() {
        workspace = new ArgoWorkspace();
    }

    @AfterAll
    static void close() {
        workspace.close();
    }

    @Test
    void getsAWorkflow() {
        WorkflowSummary created = submit(waiting("get"));

        WorkflowObject found = workspace.control().get(workspace.call(), new WorkflowName("get"));

        assertThat(found.summary().uid()).isEqualTo(created.uid());
        assertThat(found.json()).asString().contains("\"made-by\":\"test\"", "\"suspend\":{}");
        assertThat(failure(() -> workspace.control().get(workspace.call(), new WorkflowName("no.such"))))
                .isEqualTo(Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "workflows.argoproj.io \"no.such\" not found"));
    }

    /** With two of three on the first page, Argo 4.0.5 itself says that there are no more. */
    @Test
    void listsAllPages() {
        for (String name : List.of("page-1", "page-2", "page-3")) {
            submit(waiting(name));
        }
        started("page-1");
        Patience.until("the server's list has them", () -> list(10, "page-").size() == 3);

        assertThat(list(2, "page-")).containsExactlyInAnyOrder("page-1", "page-2", "page-3");
        assertThat(list(10, "pages")).isEmpty();
    }

    private static List<String> list(int pageSize, String prefix) {
        List<String> names = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            WorkflowPage page = workspace
                    .control()
                    .list(
                            workspace.call(),
                            new ListQuery(Optional.of("made-by=test"), Optional.of(prefix), pageSize, token));
            assertThat(page.workflows())
                    .hasSizeLessThanOrEqualTo(pageSize)
                    .allSatisfy(workflow -> assertThat(workflow.json())
                            .asString()
                            .contains("\"templates\"")
                            .doesNotContain("\"nodes\""));
            page.workflows().forEach(workflow -> names.add(workflow.summary().name()));
            token = page.next();
        } while (token.isPresent());
        return names;
    }

    @Test
    void refusesFiltersThatCannotBeUsed() {
        assertThat(failure(() -> workspace
                                .control()
                                .list(
                                        workspace.call(),
                                        new ListQuery(Optional.of("a in ("), Optional.empty(), 10, Optional.empty())))
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_REFUSED_BY_ARGO);
        assertThat(failure(() -> workspace
                                .control()
                                .list(
                                        workspace.call(),
                                        new ListQuery(
                                                Optional.empty(),
                                                Optional.of("a,metadata.namespace=kube-system"),
                                                10,
                                                Optional.empty())))
                        .reason())
                .isEqualTo(ErrorReason.REQUEST_INVALID);
    }

    @Test
    void suspendsAndResumes() {
        submit(waiting("suspended"));
        started("suspended");

        assertThat(change("suspended", new Suspend()).json()).asString().contains("\"suspend\":true");
        change("suspended", new Resume(Optional.empty()));
        reached("suspended", "Succeeded");
    }

    @Test
    void resumesOnlyTheNodesThatAreMeant() {
        submit(waiting("picked"));
        started("picked");

        assertThat(failure(() -> change("picked", new Resume(Optional.of("displayName=other"))))
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_STATE_UNSUITABLE);
        change("picked", new Resume(Optional.of("displayName=picked")));
        reached("picked", "Succeeded");
    }

    @Test
    void stopsAndRetries() {
        submit(waiting("stopped"));
        started("stopped");
        assertThat(failure(() -> change("stopped", new Retry(false, Optional.empty(), List.of())))
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_STATE_UNSUITABLE);

        change("stopped", new Stop(Optional.empty(), Optional.empty()));
        reached("stopped", "Failed");
        WorkflowObject again = change("stopped", new Retry(false, Optional.empty(), List.of()));

        assertThat(again.summary().ended()).isFalse();
        assertThat(again.json()).asString().contains("\"workflows.argoproj.io/action\":\"Retry\"");
    }

    @Test
    void terminatesAndSaysWhatAnEndedWorkflowCannotDo() {
        submit(waiting("terminated"));
        started("terminated");
        change("terminated", new Terminate());
        reached("terminated", "Failed");

        for (WorkflowAction action :
                List.of(new Terminate(), new Suspend(), new Stop(Optional.empty(), Optional.empty()))) {
            assertThat(failure(() -> change("terminated", action)).reason())
                    .isEqualTo(ErrorReason.WORKFLOW_STATE_UNSUITABLE);
        }
    }

    @Test
    void resubmitsWithOtherParameters() {
        submit(bytes("""
                {"metadata":{"name":"original"},"spec":{"entrypoint":"main",
                 "arguments":{"parameters":[{"name":"vintage","value":"2024"}]},
                 "templates":[{"name":"main","suspend":{}}]}}"""));

        WorkflowObject copy = change("original", new Resubmit(false, List.of("vintage=2025")));

        assertThat(copy.summary().name()).startsWith("original-").isNotEqualTo("original");
        assertThat(copy.json())
                .asString()
                .contains("\"value\":\"2025\"", "\"workflows.argoproj.io/resubmitted-from-workflow\":\"original\"");
        assertThat(failure(() -> change("original", new Resubmit(false, List.of("nonsense"))))
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_REFUSED_BY_ARGO);
        assertThat(failure(() -> change("original", new Resubmit(true, List.of())))
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_STATE_UNSUITABLE);
    }

    @Test
    void deletes() {
        submit(waiting("deleted"));
        WorkflowName name = new WorkflowName("deleted");

        workspace.control().delete(workspace.call(), name);

        Patience.until(
                "it is gone", () -> catchThrowable(() -> workspace.control().get(workspace.call(), name)) != null);
        assertThat(failure(() -> workspace.control().delete(workspace.call(), name))
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_NOT_FOUND);
    }

    @Test
    void tellsWhereToLookWhenTheAnswerIsLost() {
        submit(waiting("unknown"));
        started("unknown");
        workspace.proxy().injectOnce(call -> call.method().equals("PUT"), new Fault.CutAfterAnswer());

        Problem problem = failure(() -> change("unknown", new Terminate()));

        assertThat(problem.reason()).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
        assertThat(problem.metadata()).containsEntry("workflow", "unknown");
        reached("unknown", "Failed");
    }

    private static WorkflowSummary submit(byte[] workflow) {
        return workspace.submitter().submit(workspace.call(), workflow).summary();
    }

    private static WorkflowObject change(String name, WorkflowAction action) {
        return workspace.control().change(workspace.call(), new WorkflowName(name), action);
    }

    private static void started(String name) {
        reached(name, "Running");
    }

    private static void reached(String name, String phase) {
        Patience.until(
                name + " is " + phase,
                () -> workspace
                        .control()
                        .get(workspace.call(), new WorkflowName(name))
                        .summary()
                        .phase()
                        .equals(phase));
    }

    private static Problem failure(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem();
    }
}
