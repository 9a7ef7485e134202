package io.tiphys.gateway.lifecycle;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeAccessReviewer.Review;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resubmit;
import io.tiphys.gateway.lifecycle.WorkflowAction.Retry;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The templates that a workflow leads to when it runs again; the Argo Server reads them with the account's token. */
class RerunTest {
    private static final WorkflowName ONE = new WorkflowName("one");
    private static final Resubmit RESUBMIT = new Resubmit(false, List.of());

    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.inMode("lab", TestEnvironments.tokenRequest()), new TestTime());
    private final CallContext ada;

    RerunTest() {
        core.tokens.knows("adas", "ada");
        ada = core.callContext("adas");
        core.argo.holds(naming("one", "outer", false));
        core.argo.templates.put("outer", naming("outer", "inner", true));
    }

    private static WorkflowObject naming(String name, String template, boolean clusterScope) {
        String json = "{\"spec\":{\"workflowTemplateRef\":{\"name\":\"" + template + "\",\"clusterScope\":"
                + clusterScope + "}}}";
        return new WorkflowObject(
                FakeArgo.workflow(name, "Failed", "5").summary(), json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void needsTheRightToEachTemplateThatAResubmittedWorkflowLeadsTo() {
        core.changeWorkflow.change(ada, Optional.empty(), ONE, RESUBMIT);

        assertThat(core.rights.reviews)
                .contains(
                        new Review("lab", "ada", Operation.readTemplate("science", "outer")),
                        new Review("lab", "ada", Operation.readClusterTemplate("inner")));
        assertThat(core.argo.asked)
                .containsExactly(
                        "get science/one",
                        "template science/outer",
                        "cluster template science/inner",
                        "change science/one");
    }

    @Test
    void changesNothingWhenOneOfThemMayNotBeRead() {
        core.rights.decide(
                check -> check.equals(Operation.readClusterTemplate("inner")) ? new Denied("no") : new Allowed());

        problemOf(ErrorReason.ACCESS_DENIED, () -> core.changeWorkflow.change(ada, Optional.empty(), ONE, RESUBMIT));
        assertThat(core.argo.asked).containsExactly("get science/one", "template science/outer");
    }

    @Test
    void changesNothingWhenOneOfThemRunsAsAnAccountThatIsNotAllowed() {
        core.argo.templates.put(
                "inner",
                new WorkflowObject(
                        FakeArgo.workflow("inner", "", "1").summary(),
                        "{\"spec\":{\"serviceAccountName\":\"admin\"}}".getBytes(StandardCharsets.UTF_8)));

        problemOf(ErrorReason.WORKFLOW_INVALID, () -> core.changeWorkflow.change(ada, Optional.empty(), ONE, RESUBMIT));
        assertThat(core.argo.asked).doesNotContain("change science/one");
    }

    /** A retry goes on with what the workflow's status holds: no template is read again. */
    @Test
    void readsNoTemplateForARetry() {
        core.changeWorkflow.change(ada, Optional.empty(), ONE, new Retry(false, Optional.empty(), List.of()));

        assertThat(core.argo.asked).containsExactly("get science/one", "change science/one");
    }
}
