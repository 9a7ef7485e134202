package io.tiphys.gateway.submission;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.access.AccessDecider;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeAccessReviewer.Review;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.idempotency.SubmissionLabels;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubmitWorkflowTest {
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"hello-"},
             "spec":{"entrypoint":"main","templates":[{"name":"main","container":{"image":"busybox"}}]}}""";

    private final TestTime time = new TestTime();
    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.inMode("lab", TestEnvironments.tokenRequest()), time);

    @BeforeEach
    void adaIsKnown() {
        core.tokens.knows("adas", "ada");
    }

    @Test
    void guardsThenMintsThenForwards() {
        Submission submission = submit(WORKFLOW);

        assertThat(submission.workflow().summary().name()).isEqualTo("created");
        assertThat(submission.decidedBy()).isEqualTo(AccessDecider.KUBERNETES);
        assertThat(core.rights.reviews)
                .extracting(Review::subject)
                .containsExactly("ada", "ada", "system:serviceaccount:science:submitter");
        assertThat(core.minter.asked).hasSize(1);
        assertThat(core.argo.shown).containsExactly("minted-1");
    }

    @Test
    void asksTheGuardBeforeMintingAndMintsBeforeForwarding() {
        core.minter.before = () -> assertThat(core.rights.reviews).hasSize(3);
        core.argo.before = () -> assertThat(core.minter.asked).hasSize(1);

        submit(WORKFLOW);

        assertThat(core.argo.asked).containsExactly("submit science/");
    }

    @Test
    void asksNobodyAboutADocumentThatCannotBeRead() {
        problemOf(ErrorReason.WORKFLOW_MALFORMED, () -> submit("{"));

        assertThat(core.rights.reviews).isEmpty();
        nothingWasDone();
    }

    @Test
    void aDeniedRequestMintsNothingAndForwardsNothing() {
        core.rights.decide(check -> new Denied("no"));

        problemOf(ErrorReason.ACCESS_DENIED, () -> submit(WORKFLOW));

        nothingWasDone();
    }

    @Test
    void anInvalidWorkflowMintsNothingAndForwardsNothingAndTellsEverything() {
        Problem problem = problemOf(
                ErrorReason.WORKFLOW_INVALID,
                () -> submit(WORKFLOW.replace("v1alpha1", "v2").replace("image", "imge")));

        assertThat(problem.violations()).hasSizeGreaterThan(1);
        nothingWasDone();
    }

    @Test
    void holdsTheWorkflowAgainstTheEnvironmentsAccounts() {
        problemOf(
                ErrorReason.WORKFLOW_INVALID,
                () -> submit(WORKFLOW.replace("\"spec\":{", "\"spec\":{\"serviceAccountName\":\"admin\",")));

        nothingWasDone();
    }

    /** The Argo Server resolves templates inside of templates with its own account, and shows them. */
    @Test
    void showsOfALintNoTemplateThatTheCallerMayNotRead() {
        WorkflowObject linted = core.argo.linted;
        core.argo.linted = new WorkflowObject(
                linted.summary(),
                "{\"status\":{\"storedTemplates\":{\"namespaced/inner/main\":{\"name\":\"secret\"}}}}"
                        .getBytes(StandardCharsets.UTF_8));
        String here = WORKFLOW.replace("\"metadata\":{", "\"metadata\":{\"namespace\":\"science\",");
        assertThat(text(submit(Optional.empty(), here, true))).contains("secret");
        assertThat(text(submit(Optional.empty(), WORKFLOW, true))).isEqualTo("{\"status\":{}}");

        core.rights.decide(
                check -> check.equals(Operation.readTemplate("science", "inner")) ? new Denied("no") : new Allowed());
        time.advance(Duration.ofMinutes(1));
        assertThat(text(submit(Optional.empty(), here, true))).isEqualTo("{\"status\":{}}");
    }

    private static String text(Submission submission) {
        return new String(submission.workflow().json(), StandardCharsets.UTF_8);
    }

    @Test
    void takesTheNamespaceOfTheRequest() {
        submit(Optional.of("other"), WORKFLOW, false);

        assertThat(core.argo.asked).containsExactly("submit other/");
        assertThat(core.minter.asked.getFirst().key().namespace()).isEqualTo("other");
        assertThat(core.rights.asked).allMatch(check -> check.namespace().equals("other"));
    }

    @Test
    void elseTheNamespaceOfTheDocument() {
        submit(WORKFLOW.replace("\"metadata\":{", "\"metadata\":{\"namespace\":\"other\","));

        assertThat(core.argo.asked).containsExactly("submit other/");
    }

    @Test
    void elseTheDefaultNamespace() {
        submit(WORKFLOW);

        assertThat(core.argo.asked).containsExactly("submit science/");
    }

    @Test
    void refusesADocumentOfAnotherNamespaceThanTheRequests() {
        problemOf(
                ErrorReason.WORKFLOW_INVALID,
                () -> submit(
                        Optional.of("science"),
                        WORKFLOW.replace("\"metadata\":{", "\"metadata\":{\"namespace\":\"other\","),
                        false));

        nothingWasDone();
    }

    @Test
    void saysWhereInTheDocumentAWrongNamespaceStands() {
        Problem problem = problemOf(
                ErrorReason.WORKFLOW_INVALID,
                () -> submit(WORKFLOW.replace("\"metadata\":{", "\"metadata\":{\n\"namespace\":\"Not_One\",")));

        assertThat(problem.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/metadata/namespace");
            assertThat(violation.line()).isEqualTo(2);
        });
        nothingWasDone();
    }

    @Test
    void refusesANamespaceThatIsNotServed() {
        problemOf(ErrorReason.NAMESPACE_NOT_MANAGED, () -> submit(Optional.of("kube-system"), WORKFLOW, false));

        nothingWasDone();
    }

    @Test
    void reviewsTheTemplatesThatItRefersTo() {
        String referring = WORKFLOW.replace(
                "{\"name\":\"main\",\"container\":{\"image\":\"busybox\"}}",
                "{\"name\":\"main\",\"steps\":[[{\"name\":\"a\",\"templateRef\":{\"name\":\"shared\",\"template\":\"t\"}},"
                        + "{\"name\":\"b\",\"templateRef\":{\"name\":\"all\",\"template\":\"t\",\"clusterScope\":true}}]]}");
        core.rights.decide(check -> check.resource().startsWith("clusterworkflow") ? new Denied("no") : new Allowed());

        Problem problem = problemOf(ErrorReason.ACCESS_DENIED, () -> submit(referring));

        assertThat(core.rights.asked)
                .contains(Operation.readTemplate("science", "shared"), Operation.readClusterTemplate("all"));
        assertThat(problem.violations()).extracting(Violation::pointer).containsExactly("clusterworkflowtemplates");
        nothingWasDone();
    }

    @Test
    void labelsTheWorkflowAndSaysWhoSubmittedIt() throws IOException {
        Submission submission = submit(WORKFLOW);

        JsonNode metadata = forwarded().get("metadata");
        assertThat(metadata.get("labels").get(SubmissionLabels.SUBMISSION_ID).textValue())
                .isEqualTo(submission.submissionId())
                .matches("[0-9a-f-]{36}");
        assertThat(metadata.get("annotations")
                        .get(SubmissionLabels.SUBMITTED_BY)
                        .textValue())
                .isEqualTo("ada");
        assertThat(metadata.get("generateName").textValue()).isEqualTo("hello-");
    }

    @Test
    void aCallerCannotSaySomethingElseInItsPlace() {
        Stream.of("labels", "annotations").forEach(place -> {
            String key = place.equals("labels") ? SubmissionLabels.SUBMISSION_ID : SubmissionLabels.SUBMITTED_BY;
            String forged =
                    WORKFLOW.replace("\"metadata\":{", "\"metadata\":{\"" + place + "\":{\"" + key + "\":\"grace\"},");

            problemOf(ErrorReason.WORKFLOW_INVALID, () -> submit(forged));
        });
        nothingWasDone();
    }

    @Test
    void onlyLintsWhatIsOnlyToBeValidated() {
        submit(Optional.empty(), WORKFLOW, true);

        assertThat(core.argo.asked).containsExactly("lint science/");
    }

    @Test
    void saysHowToFindAWorkflowWhoseAnswerWasLost() throws IOException {
        core.argo.before = () -> {
            throw new GatewayException(Problem.of(ErrorReason.OUTCOME_UNKNOWN, "no answer"));
        };

        Problem problem = problemOf(ErrorReason.OUTCOME_UNKNOWN, () -> submit(WORKFLOW));

        String id = forwarded()
                .get("metadata")
                .get("labels")
                .get(SubmissionLabels.SUBMISSION_ID)
                .textValue();
        assertThat(problem.metadata())
                .containsEntry("labelSelector", "tiphys.io/submission-id=" + id)
                .containsEntry("namespace", "science");
        assertThat(core.argo.asked).hasSize(1);
    }

    @Test
    void promisesNothingToFindWhereNothingWasToBeCreated() {
        core.argo.before = () -> {
            throw new GatewayException(Problem.of(ErrorReason.OUTCOME_UNKNOWN, "no answer"));
        };

        Problem problem = problemOf(ErrorReason.OUTCOME_UNKNOWN, () -> submit(Optional.empty(), WORKFLOW, true));

        assertThat(problem.metadata()).doesNotContainKey("labelSelector");
    }

    @Test
    void doesNotRepeatAFailedSubmission() {
        core.argo.before = () -> {
            throw new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "down"));
        };

        problemOf(ErrorReason.ARGO_UNAVAILABLE, () -> submit(WORKFLOW));

        assertThat(core.argo.asked).hasSize(1);
    }

    @Test
    void submitsTheSameLabelOnceMoreWithAFreshTokenWhenTheFirstIsRefused() {
        core.argo.refused.add("minted-1");

        submit(WORKFLOW);

        assertThat(core.argo.shown).containsExactly("minted-1", "minted-2");
        assertThat(core.argo.arguments.getFirst()).isEqualTo(core.argo.arguments.getLast());
    }

    @Test
    void saysThatArgoJudgesItsOwnTokens() {
        SubmissionEnvironment direct = TestEnvironments.direct("lab", TestEnvironments.wideLimits());
        var passingOn = new CoreOnFakes(direct, new TestTime());

        Submission submission = passingOn.submitWorkflow.submit(new SubmitCommand(
                passingOn.callContext("v2:argos"),
                Optional.empty(),
                WORKFLOW.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                false));

        assertThat(submission.decidedBy()).isEqualTo(AccessDecider.ARGO);
        assertThat(passingOn.argo.shown).containsExactly("v2:argos");
        assertThat(passingOn.rights.reviews).isEmpty();
    }

    private Submission submit(String document) {
        return submit(Optional.empty(), document, false);
    }

    private Submission submit(Optional<String> namespace, String document, boolean validateOnly) {
        return core.submitWorkflow.submit(new SubmitCommand(
                core.callContext("adas"),
                namespace.map(Namespace::new),
                document.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                validateOnly));
    }

    private JsonNode forwarded() throws IOException {
        return new ObjectMapper().readTree(String.valueOf(core.argo.arguments.getLast()));
    }

    private void nothingWasDone() {
        assertThat(core.minter.asked).isEmpty();
        assertThat(core.argo.asked).isEmpty();
    }
}
