package io.tiphys.gateway.argo;

import static io.tiphys.gateway.argo.ArgoWorkspace.bytes;
import static io.tiphys.gateway.argo.ArgoWorkspace.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.testbed.Admission;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpWorkflowSubmitterIT {
    private static ArgoWorkspace workspace;

    @BeforeAll
    static void open() {
        workspace = new ArgoWorkspace();
    }

    @AfterAll
    static void close() {
        workspace.close();
    }

    @AfterEach
    void heal() {
        workspace.proxy().heal();
    }

    @Test
    void createsAWorkflow() {
        WorkflowObject created = workspace.submitter().submit(workspace.call(), waiting("created"));

        assertThat(created.summary().name()).isEqualTo("created");
        assertThat(created.summary().namespace())
                .isEqualTo(workspace.namespace().name());
        assertThat(created.summary().uid()).isNotEmpty();
        assertThat(created.summary().resourceVersion()).isNotEmpty();
        assertThat(created.summary().phase()).isEqualTo("Pending");
        assertThat(existing()).contains("created");
    }

    /** A kept connection that was cut fails no read, whatever the moment; and no submission is made twice. */
    @Test
    void readsOverAFreshConnectionAfterEachCut() {
        for (int round = 0; round < 20; round++) {
            String name = "after-cut-" + round;
            workspace.submitter().submit(workspace.call(), waiting(name));
            workspace.proxy().cutConnections();
            WorkflowObject found = workspace.control().get(workspace.call(), new WorkflowName(name));
            assertThat(found.summary().name()).isEqualTo(name);
        }
    }

    @Test
    void lintsWithoutCreating() {
        WorkflowObject linted = workspace.submitter().lint(workspace.call(), waiting("linted"));

        assertThat(linted.summary().name()).isEqualTo("linted");
        assertThat(existing()).doesNotContain("linted");
        Problem refused =
                failureOfLint("{\"metadata\":{\"name\":\"x\"},\"spec\":{\"entrypoint\":\"b\",\"templates\":[]}}");
        assertThat(refused).isEqualTo(Problem.of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, "template name 'b' undefined"));
    }

    @Test
    void tellsWhatIsWrongWithAWorkflow() {
        assertThat(failure("{\"metadata\":{\"name\":\"x\"},\"spec\":{}}"))
                .isEqualTo(Problem.of(ErrorReason.WORKFLOW_REFUSED_BY_ARGO, "spec.entrypoint is required"));
        assertThat(failure("{\"metadata\":{\"name\":\"x\"},\"spec\":{\"workflowTemplateRef\":{\"name\":\"nope\"}}}"))
                .isEqualTo(
                        Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "workflowtemplates.argoproj.io \"nope\" not found"));
        assertThat(failure("{\"metadata\":{\"name\":\"x\",\"namespace\":\"elsewhere\"},\"spec\":{\"entrypoint\":\"a\","
                                + "\"templates\":[{\"name\":\"a\",\"suspend\":{}}]}}")
                        .reason())
                .isEqualTo(ErrorReason.WORKFLOW_REFUSED_BY_ARGO);
    }

    @Test
    void tellsThatTheNameIsTaken() {
        workspace.submitter().submit(workspace.call(), waiting("taken"));

        assertThat(reason(workspace.call(), waiting("taken"))).isEqualTo(ErrorReason.WORKFLOW_ALREADY_EXISTS);
    }

    @Test
    void tellsThatAWorkflowIsTooLarge() {
        for (int size : new int[] {1_700_000, 4_000_000}) {
            String parameters =
                    "\"arguments\":{\"parameters\":[{\"name\":\"p\",\"value\":\"" + "x".repeat(size) + "\"}]},";
            assertThat(failure("{\"metadata\":{\"name\":\"large\"},\"spec\":{" + parameters
                                    + "\"entrypoint\":\"a\",\"templates\":[{\"name\":\"a\",\"suspend\":{}}]}}")
                            .reason())
                    .isEqualTo(ErrorReason.WORKFLOW_TOO_LARGE);
        }
    }

    @Test
    void tellsThatTheQuotaIsUsedUp() {
        try (ArgoWorkspace poor = new ArgoWorkspace()) {
            poor.namespace().apply("""
                    apiVersion: v1
                    kind: ResourceQuota
                    metadata: {name: none}
                    spec: {hard: {count/workflows.argoproj.io: "0"}}
                    """);
            Admission.awaitRefusal(poor.cluster().admin(), poor.object(waiting("x")), "exceeded quota: none");

            Problem problem = problem(catchThrowable(() -> poor.submitter().submit(poor.call(), waiting("x"))));

            assertThat(problem.reason()).isEqualTo(ErrorReason.QUOTA_EXCEEDED);
            assertThat(problem.detail()).contains("exceeded quota: none");
        }
    }

    @Test
    void tellsThatTheAccountMayNot() {
        workspace.namespace().serviceAccount("nobody");

        Problem problem = problem(catchThrowable(() -> workspace
                .submitter()
                .submit(workspace.call(workspace.namespace().token("nobody")), waiting("x"))));

        assertThat(problem.reason()).isEqualTo(ErrorReason.ACCESS_DENIED);
        assertThat(problem.metadata()).containsEntry("decidedBy", "ARGO");
        assertThat(problem.detail()).contains(workspace.namespace().user("nobody"), "create", "workflows");
    }

    @Test
    void tellsThatTheTokenIsRefused() {
        assertThatThrownBy(() -> workspace.submitter().submit(workspace.call(BearerToken.of("garbage")), waiting("x")))
                .isInstanceOf(CredentialRefusedException.class);
    }

    @Test
    void doesNotKnowWhatHappenedWhenTheAnswerIsLost() {
        workspace.proxy().injectOnce(call -> true, new Fault.CutAfterAnswer());

        assertThat(reason(workspace.call(), waiting("lost"))).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
        assertThat(existing()).as("it was carried out").contains("lost");
    }

    @Test
    void sendsNothingTwiceWhateverHappens() {
        int before = workspace.calls().size();
        workspace.submitter().submit(workspace.call(), waiting("first"));
        workspace.proxy().injectOnce(call -> true, new Fault.CutBeforeSending());

        assertThat(reason(workspace.call(), waiting("second"))).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);

        assertThat(existing()).doesNotContain("second");
        assertThat(workspace.calls().size() - before).isEqualTo(2);
    }

    @Test
    void knowsThatNothingWasSentWhenArgoIsDown() {
        workspace.proxy().refuseConnections();

        try (ArgoClients servers = Environments.servers(workspace.environment())) {
            HttpWorkflowSubmitter fresh = new HttpWorkflowSubmitter(servers);
            assertThat(problem(catchThrowable(() -> fresh.submit(workspace.call(), waiting("down"))))
                            .reason())
                    .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        }
        workspace.proxy().heal();
        assertThat(workspace
                        .submitter()
                        .submit(workspace.call(), waiting("down"))
                        .summary()
                        .name())
                .isEqualTo("down");
    }

    @Test
    void keepsTheTimeLimit() {
        workspace.proxy().injectOnce(call -> true, new Fault.Silence());
        assertThat(reason(workspace.call(Duration.ofMillis(300)), waiting("silent")))
                .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);

        workspace.proxy().injectOnce(call -> true, new Fault.Silence());
        Throwable lint = catchThrowable(
                () -> workspace.submitter().lint(workspace.call(Duration.ofMillis(300)), waiting("silent")));
        assertThat(problem(lint).reason()).isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
    }

    private static List<String> existing() {
        return workspace
                .cluster()
                .admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(workspace.namespace().name())
                .list()
                .getItems()
                .stream()
                .map(GenericKubernetesResource::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    private static Problem failure(String workflow) {
        return problem(catchThrowable(() -> workspace.submitter().submit(workspace.call(), bytes(workflow))));
    }

    private static Problem failureOfLint(String workflow) {
        return problem(catchThrowable(() -> workspace.submitter().lint(workspace.call(), bytes(workflow))));
    }

    private static ErrorReason reason(ArgoCall call, byte[] workflow) {
        return problem(catchThrowable(() -> workspace.submitter().submit(call, workflow)))
                .reason();
    }

    private static Problem problem(Throwable failure) {
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem();
    }
}
