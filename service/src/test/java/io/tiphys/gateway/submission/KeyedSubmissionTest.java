package io.tiphys.gateway.submission;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rights and which calls a submission with a key takes. */
class KeyedSubmissionTest {
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"hello-"},
             "spec":{"entrypoint":"main","templates":[{"name":"main","container":{"image":"busybox"}}]}}""";

    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.inMode("lab", TestEnvironments.tokenRequest()), new TestTime());

    @BeforeEach
    void bothAreKnown() {
        core.tokens.knows("adas", "ada");
        core.tokens.knows("bobs", "bob");
    }

    @Test
    void makesOneCallAndReviewsNoRightToReadWhenNothingGoesWrong() {
        Submission submission = submit("adas", "k", WORKFLOW);

        assertThat(core.argo.asked).containsExactly("create science/");
        assertThat(core.rights.asked).noneMatch(right -> right.verb().equals("get"));
        assertThat(submission.replayed()).isFalse();
        assertThat(submission.workflow().summary().name()).startsWith("hello-");
    }

    @Test
    void reviewsTheRightToReadBeforeItReadsBack() {
        submit("adas", "k", WORKFLOW);

        Submission second = submit("adas", "k", WORKFLOW);

        assertThat(second.replayed()).isTrue();
        assertThat(core.argo.asked)
                .containsExactly(
                        "create science/",
                        "create science/",
                        "find science/" + second.workflow().summary().name());
        assertThat(core.rights.reviews)
                .filteredOn(review -> review.check().verb().equals("get"))
                .extracting("subject")
                .containsExactly("ada", "system:serviceaccount:science:submitter");
    }

    @Test
    void readsNothingForACallerWhoMayNotRead() {
        core.rights.decideReview(review ->
                review.subject().equals("ada") && review.check().verb().equals("get")
                        ? new Denied("no")
                        : new Allowed());
        submit("adas", "k", WORKFLOW);

        Problem problem = problemOf(ErrorReason.IDEMPOTENCY_RECORD_UNREADABLE, () -> submit("adas", "k", WORKFLOW));

        assertThat(core.argo.asked).containsExactly("create science/", "create science/");
        assertThat(problem.metadata()).containsOnlyKeys("namespace", "workflow");
    }

    @Test
    void givesEachCallerAWorkflowOfItsOwn() {
        Submission adas = submit("adas", "k", WORKFLOW);
        Submission bobs = submit("bobs", "k", WORKFLOW);

        assertThat(bobs.replayed()).isFalse();
        assertThat(bobs.workflow().summary().name())
                .isNotEqualTo(adas.workflow().summary().name());
    }

    @Test
    void tellsItsOwnCreationFromAnEarlierOneAfterALostAnswer() {
        core.argo.after = () -> {
            core.argo.after = () -> {};
            throw new GatewayException(Problem.of(ErrorReason.OUTCOME_UNKNOWN, "It was cut."));
        };

        Submission submission = submit("adas", "k", WORKFLOW);

        assertThat(submission.replayed()).isFalse();
        assertThat(core.argo.asked).hasSize(2);
        assertThat(submit("adas", "k", WORKFLOW).submissionId()).isEqualTo(submission.submissionId());
    }

    @Test
    void createsNothingWhenItOnlyValidates() {
        core.submitWorkflow.submit(command("adas", "k", WORKFLOW, true));

        assertThat(core.argo.asked).containsExactly("lint science/");
    }

    @Test
    void sendsNothingForKeysThatDisagree() {
        String annotated = WORKFLOW.replace(
                "\"generateName\"", "\"annotations\":{\"tiphys.io/idempotency-key\":\"other\"},\"generateName\"");

        problemOf(ErrorReason.REQUEST_INVALID, () -> submit("adas", "k", annotated));

        assertThat(core.argo.asked).isEmpty();
        assertThat(core.minter.asked).isEmpty();
    }

    private Submission submit(String token, String key, String document) {
        return core.submitWorkflow.submit(command(token, key, document, false));
    }

    private SubmitCommand command(String token, String key, String document, boolean validateOnly) {
        return new SubmitCommand(
                core.callContext(token),
                Optional.empty(),
                document.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                validateOnly,
                GivenKeys.NONE.withHeader(List.of(key)));
    }
}
