package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.fakes.FakeAccessReviewer;
import io.tiphys.gateway.fakes.FakeAccessReviewer.Review;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.preflight.state.ServedKind;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.workflow.Namespace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a preflight tells of rights, and to whom. */
class PreflightRightsTest extends PreflightOnFakes {
    @Test
    void findsNothingWhereNothingIsWrong() {
        WorkflowReport report = preflight(POD);

        assertThat(report.findings()).isEmpty();
        assertThat(report.runnable()).isTrue();
        assertThat(report.manifest()).isEmpty();
        assertThat(report.cost().pods().leastWhole()).isEqualTo(1);
    }

    @Test
    void saysEverythingInOneAnswerInTheOrderOfTheDocument() {
        core.rights.decide(check -> new Denied("no"));

        WorkflowReport report = preflight("""
                serviceAccountName: default
                unknown: 1
                imagePullSecrets: [{name: registry}]
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                templates:
                  - name: main
                    priorityClassName: urgent
                    container:
                      image: "a:1"
                      envFrom: [{secretRef: {name: login}}, {configMapRef: {name: settings}}]
                      volumeMounts: [{name: data, mountPath: /d}]
                """);

        assertThat(report.findings())
                .extracting(finding -> finding.rule() + " " + finding.severity() + " " + finding.line())
                .containsExactly(
                        "submission-right ERROR 0",
                        "pod-admission UNCHECKED 6",
                        "account-right UNCHECKED 9",
                        "unknown-field ERROR 10",
                        "pull-secret-exists WARNING 11",
                        "claim-usable ERROR 12",
                        "priority-class-exists ERROR 15",
                        "secret-exists ERROR 18",
                        "config-map-exists ERROR 18");
        assertThat(report.runnable()).isFalse();
    }

    @Test
    void mergesAllMissingRightsIntoOneManifest() {
        core.rights.decide(check -> new Denied("no"));

        String manifest = preflight(POD).manifest().orElseThrow();

        assertThat(manifest)
                .contains("name: \"ada\"")
                .contains("resources: [\"workflows\"]")
                .contains("kind: ServiceAccount\n    namespace: \"science\"\n    name: \"default\"")
                .contains("resources: [\"workflowtaskresults\"]\n    verbs: [\"create\", \"patch\"]");
    }

    @Test
    void tellsTheRightsOfAnAccountToThoseWhoMayRunWorkflowsAlone() {
        core.rights.decideReview(
                review -> review.subject().equals(FakeAccessReviewer.HOLDER) ? new Denied("no") : new Allowed());

        WorkflowReport report = preflight(POD);

        assertThat(core.rights.reviews).extracting(Review::subject).containsOnly(FakeAccessReviewer.HOLDER);
        assertThat(rules(report, Severity.UNCHECKED)).containsExactlyInAnyOrder("account-right", "pod-admission");
        assertThat(report.manifest().orElseThrow()).contains("workflowtaskresults");
    }

    @Test
    void findsTheRightsThatAnAccountLacks() {
        core.rights.decideReview(review ->
                review.subject().endsWith(":default") && review.check().verb().equals("patch")
                        ? new Denied("no")
                        : new Allowed());

        WorkflowReport report = preflight(POD);

        assertThat(rules(report, Severity.ERROR)).containsExactly("account-right");
        assertThat(report.manifest().orElseThrow()).contains("\"patch\"").doesNotContain("\"create\"");
    }

    @Test
    void saysWhatTheGatewayMayNotReview() {
        core.rights.decideReview(review -> review.subject().equals(FakeAccessReviewer.HOLDER)
                ? new Allowed()
                : new Undecided("https://10.0.0.1 refuses"));

        WorkflowReport report = preflight(POD);

        assertThat(rules(report, Severity.UNCHECKED)).containsExactly("account-right");
        assertThat(report.findings().getFirst().message()).doesNotContain("10.0.0.1");
        assertThat(report.manifest()).isEmpty();
    }

    @Test
    void reviewsWhatAResourceTemplateNeeds() {
        core.cluster.known(new StateQuestion.ServedKinds("batch/v1"), Map.of("Job", new ServedKind("jobs", true)));
        core.rights.decideReview(review -> review.check().resource().equals("jobs") ? new Denied("no") : new Allowed());

        WorkflowReport report = preflight("""
                templates:
                  - name: main
                    resource: {action: create, manifest: "{apiVersion: batch/v1, kind: Job, metadata: {name: a}}"}
                """);

        assertThat(rules(report, Severity.ERROR)).containsExactly("account-right");
        assertThat(report.findings().getFirst().missingPermissions())
                .extracting(right -> right.check().description())
                .containsExactly("create jobs in namespace 'science'");
    }

    @Test
    void findsKindsThatTheClusterDoesNotServe() {
        assertThat(rules(preflight("""
                templates:
                  - name: main
                    resource: {action: get, manifest: "{apiVersion: no.io/v1, kind: Such, metadata: {name: a}}"}
                """), Severity.ERROR)).containsExactly("kind-served");
    }

    @Test
    void saysWhatTheCallerMayNotReadAndTheRightForIt() {
        core.cluster.forbidden(new StateQuestion.SecretKeys("login", false));
        core.cluster.forbidden(new StateQuestion.Quotas());

        WorkflowReport report =
                preflight("templates: [{name: main, container: {image: a:1, envFrom: [{secretRef: {name: login}}]}}]");

        assertThat(rules(report, Severity.UNCHECKED)).containsExactlyInAnyOrder("quota", "secret-exists");
        assertThat(report.runnable()).isTrue();
        assertThat(report.manifest()).isEmpty();
        assertThat(report.checkManifest().orElseThrow())
                .contains("resources: [\"secrets\"]\n    resourceNames: [\"login\"]\n    verbs: [\"get\"]")
                .contains("resources: [\"resourcequotas\"]\n    verbs: [\"list\"]");
    }

    @Test
    void asksNothingAboutANamespaceThatIsNotServed() {
        WorkflowReport report = preflight("", POD, Optional.of(new Namespace("foreign")));

        assertThat(severities(report)).containsExactly("namespace-served ERROR");
        assertThat(core.cluster.asked).isEmpty();
        assertThat(core.rights.asked).isEmpty();
    }

    @Test
    void asksNothingForACallerWhomArgoAloneKnows() {
        CallContext unknown = new CallContext(
                core.environments.all().getFirst(),
                new Caller(new ArgoIdentity("one"), BearerToken.of("v2:abc")),
                Deadline.after(Duration.ofSeconds(20)),
                "");

        WorkflowReport report = core.preflightWorkflow.preflight(command(unknown, "", POD, Optional.empty()));

        assertThat(severities(report)).containsExactly("cluster-state UNCHECKED");
        assertThat(core.cluster.asked).isEmpty();
    }

    @Test
    void reportsACheckThatFailsAsUnchecked() {
        core.rights.decideReview(review -> {
            if (review.subject().endsWith(":default")) {
                throw new IllegalStateException("inner workings");
            }
            return new Allowed();
        });

        WorkflowReport report = preflight(POD);

        assertThat(severities(report)).containsExactly("account-right UNCHECKED");
        assertThat(report.findings().getFirst().message()).doesNotContain("inner workings");
    }
}
