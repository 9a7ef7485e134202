package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a preflight tells of rights, and what it reads with which, on a real cluster. */
final class PreflightRightsIT extends PreflightOnCluster {
    // ---- rights

    @Test
    void oneManifestMendsEverybodysRightsAndTheSubmissionGoesThrough() {
        String specification = "serviceAccountName: worker\n" + """
                templates:
                  - name: main
                    resource:
                      action: create
                      successCondition: status.succeeded > 0
                      manifest: |
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {generateName: job-}
                """;

        WorkflowReport report = preflight("minted", specification);

        assertThat(errors(report)).containsOnly("submission-right");
        assertThat(report.runnable()).isFalse();
        namespace.apply(report.manifest().orElseThrow());
        passTheTimeThatDenialsAreKept();
        WorkflowReport mended = preflight("minted", specification);
        assertThat(errors(mended)).isEmpty();
        assertThat(mended.manifest()).isEmpty();
        assertThat(submit("minted", specification).workflow().summary().uid()).isNotEmpty();
    }

    @Test
    void findsWhatAnAccountLacksForACallerWhoMayRunWorkflows() {
        mayRunWorkflows();
        namespace.grant("worker", rule("argoproj.io", "workflowtaskresults", "create"));

        WorkflowReport report = preflight("direct", "serviceAccountName: worker\n" + POD);

        assertThat(errors(report)).containsExactly("account-right");
        assertThat(report.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .flatMap(finding -> finding.missingPermissions().stream())
                        .map(right -> right.check().description()))
                .containsExactly("patch workflowtaskresults in namespace '" + namespace.name() + "'");
        namespace.apply(report.manifest().orElseThrow());
        passTheTimeThatDenialsAreKept();
        assertThat(errors(preflight("direct", "serviceAccountName: worker\n" + POD)))
                .isEmpty();
    }

    @Test
    void tellsThePluralsThatTheClusterUses() {
        mayRunWorkflows();

        WorkflowReport report = preflight("direct", """
                templates:
                  - {name: main, steps: [[{name: a, template: a}, {name: b, template: b}]]}
                  - {name: a, resource: {action: get, manifest: "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}}"}}
                  - {name: b, resource: {action: get, manifest: "{apiVersion: networking.k8s.io/v1, kind: Nothing, metadata: {name: i}}"}}
                """);

        assertThat(errors(report)).containsExactlyInAnyOrder("account-right", "kind-served");
        assertThat(report.manifest().orElseThrow()).contains("ingresses").contains("resourceNames: [\"i\"]");
    }

    @Test
    void doesNotTellWhetherThereIsWhatTheCallerMayNotRead() {
        mayRunWorkflows();
        secret("there", Map.of("key", VALUE));
        journal.clear();

        List<WorkflowFinding> there = of("secret-exists", preflight("secret", using("there", "key")));
        List<WorkflowFinding> absent = of("secret-exists", preflight("secret", using("absent", "key")));

        assertThat(there).hasSize(1);
        assertThat(there.getFirst().severity()).isEqualTo(Severity.UNCHECKED);
        assertThat(there.getFirst().message().replace("there", "absent"))
                .isEqualTo(absent.getFirst().message());
        List<WireCall> reads = journal.callsTo("kubernetes").stream()
                .filter(call -> call.method().equals("GET") && !call.readsPublishedKeys())
                .toList();
        assertThat(reads).isNotEmpty();
        assertThat(reads)
                .extracting(call -> call.authorization().orElse("none"))
                .containsOnly(WireJournal.fingerprint(ada));
    }

    @Test
    void readsNoObjectOfAnotherNameThanTheWorkflowsOwnWords() {
        mayRunWorkflows();
        mayRead("", "secrets", "configmaps");
        journal.clear();

        WorkflowReport report = preflight("direct", using("../configmaps/kube-root-ca.crt", "key"));

        assertThat(of("secret-exists", report))
                .extracting(WorkflowFinding::severity)
                .containsExactly(Severity.ERROR);
        assertThat(journal.calls()).noneMatch(call -> call.path().contains("kube-root-ca"));
    }

    @Test
    void followsTemplatesOfTheClusterWithTheCallersRights() {
        mayRunWorkflows();
        mayRead("argoproj.io", "workflowtemplates");
        mayRead("", "secrets");
        template("first", "second");
        template("second", "first");

        WorkflowReport report = preflight("direct", calling("first"));

        assertThat(of("template-exists", report)).isEmpty();
        assertThat(of("secret-exists", report))
                .extracting(WorkflowFinding::message)
                .containsExactly(
                        "Secret 'of-first' does not exist. (in WorkflowTemplate 'first')",
                        "Secret 'of-second' does not exist. (in WorkflowTemplate 'second')");
        assertThat(severities(preflight("direct", calling("absent")), "template-exists"))
                .containsExactly(Severity.ERROR);
    }

    @Test
    void readsNoTemplateThatTheCallerMayNotRead() {
        mayRunWorkflows();
        template("first", "first");

        WorkflowReport report = preflight("direct", calling("first"));

        assertThat(severities(report, "template-exists")).containsExactly(Severity.UNCHECKED);
        assertThat(of("secret-exists", report)).isEmpty();
        assertThat(errors(report)).contains("submission-right");
        assertThat(report.manifest().orElseThrow())
                .contains("workflowtemplates")
                .contains("resourceNames: [\"first\"]");
    }

    private static String calling(String template) {
        return "templates: [{name: main, steps: [[{name: a, templateRef: {name: " + template + ", template: work}}]]}]";
    }

    private void template(String name, String calls) {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: %1$s}
                spec:
                  templates:
                    - name: work
                      steps: [[{name: a, template: pod}], [{name: b, templateRef: {name: %2$s, template: work}}]]
                    - {name: pod, container: {image: a, envFrom: [{secretRef: {name: of-%1$s}}]}}
                """.formatted(name, calls));
    }
}
