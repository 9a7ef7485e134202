package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.fakes.FakeAccessReviewer;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.preflight.state.PodVerdict;
import io.tiphys.gateway.preflight.state.PodVerdict.Cause;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the API server's words about a pod. */
class PodAdmissionTest extends PreflightOnFakes {
    private static final String REFUSED = "admission webhook \"images.example.org\" denied the request: no";

    private void says(String message, Cause... causes) {
        core.cluster.podVerdict = pod -> new Known<>(new PodVerdict(false, message, List.of(causes), List.of()));
    }

    private long dryRuns() {
        return core.cluster.asked.stream()
                .filter(StateQuestion.PodDryRun.class::isInstance)
                .count();
    }

    @Test
    void tellsWhyAPodIsRefusedAtItsTemplate() {
        says(REFUSED);

        WorkflowReport report = preflight(POD);

        assertThat(report.runnable()).isFalse();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("pod-admission");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.pointer()).isEqualTo("/spec/templates/0");
            assertThat(finding.message()).isEqualTo("The API server refuses this pod in a dry run: " + REFUSED);
        });
    }

    @Test
    void tellsEachCauseWhereItIsWritten() {
        says(
                "whole",
                new Cause("spec.containers[0].ports[0].containerPort", "Invalid value: 0"),
                new Cause("metadata.labels", "Invalid value: \"a b\""));

        assertThat(preflight("podMetadata: {labels: {a: b}}\n" + POD).findings())
                .extracting(finding -> finding.pointer() + " " + finding.message())
                .containsExactlyInAnyOrder(
                        "/spec/templates/0/container The API server refuses this pod in a dry run:"
                                + " spec.containers[0].ports[0].containerPort: Invalid value: 0",
                        "/spec/podMetadata/labels The API server refuses this pod in a dry run: metadata.labels: Invalid"
                                + " value: \"a b\"");
    }

    @Test
    void asksOnceForPodsThatAreAlike() {
        preflight("""
                templates:
                  - {name: main, steps: [[{name: a, template: a}, {name: b, template: b}]]}
                  - {name: a, container: {image: "a:1"}}
                  - {name: b, container: {image: "a:1"}}
                """);

        assertThat(dryRuns()).isEqualTo(1);
    }

    @Test
    void asksNothingForACallerWhoMayNotCreatePods() {
        core.rights.decideReview(review -> review.subject().equals(FakeAccessReviewer.HOLDER)
                        && review.check().resource().equals("pods")
                ? new Denied("no")
                : new Allowed());

        WorkflowReport report = preflight(POD);

        assertThat(severities(report)).containsExactly("pod-admission UNCHECKED");
        assertThat(report.findings().getFirst().message())
                .isEqualTo(
                        "Whether the API server accepts the workflow's pods was not checked in a dry run: 'ada' may not"
                                + " create pods in namespace 'science'.");
        assertThat(report.checkManifest()).isEmpty(); // nobody should get this right for the sake of a check
        assertThat(dryRuns()).isZero();
    }

    @Test
    void anUndecidedRightIsNone() {
        core.rights.decide(
                check -> check.resource().equals("pods") ? new Undecided("the review failed") : new Allowed());

        assertThat(severities(preflight(POD))).containsExactly("pod-admission UNCHECKED");
        assertThat(dryRuns()).isZero();
    }

    @Test
    void doesNotSendWhatOnlyComesToLightWhileTheWorkflowRuns() {
        assertThat(preflight("""
                        templates:
                          - name: main
                            inputs: {parameters: [{name: image, value: "a:1"}]}
                            container: {image: "{{inputs.parameters.image}}"}
                        """).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.UNCHECKED);
            assertThat(finding.message()).contains("spec.containers[0].image");
        });
        assertThat(dryRuns()).isZero();
    }

    @Test
    void isNotCertainOfAPodWhoseOnlyContainerIsArgos() {
        says(REFUSED);

        assertThat(severities(preflight("templates: [{name: main, data: {source: {artifactPaths: {name: a, s3: {key: a,"
                        + " bucket: b}}}, transformation: [{expression: 'data'}]}}]")))
                .contains("pod-admission WARNING")
                .doesNotContain("pod-admission ERROR");
    }

    @Test
    void leavesOutWhatACheckHasExplained() {
        core.cluster.known(
                new StateQuestion.NamespaceLabels(), Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        says("violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false");

        assertThat(severities(preflight(POD))).containsExactly("pod-security ERROR");
        core.cluster.forbidden(new StateQuestion.NamespaceLabels());
        assertThat(severities(preflight(POD)))
                .containsExactlyInAnyOrder("pod-security UNCHECKED", "pod-admission ERROR");
    }

    @Test
    void aPodThatExceedsAQuotaWaits() {
        says("exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1");

        assertThat(severities(preflight(POD))).containsExactly("pod-admission WARNING");
    }

    @Test
    void tellsWhatTheApiServerWarnsOf() {
        core.cluster.podVerdict = pod -> new Known<>(new PodVerdict(true, "", List.of(), List.of("would violate")));

        assertThat(severities(preflight(POD))).containsExactly("pod-admission WARNING");
    }

    @Test
    void saysWhyThereWasNoAnswer() {
        core.cluster.podVerdict =
                pod -> new StateAnswer.Unknown<>("a webhook of the cluster takes no part in dry runs");

        assertThat(preflight(POD).findings())
                .extracting(WorkflowFinding::message)
                .containsExactly(
                        "Whether the API server accepts this pod was not checked: a webhook of the cluster takes no"
                                + " part in dry runs.");
    }
}
