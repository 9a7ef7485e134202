package io.tiphys.validation.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintRulesTest {
    private static final String JOB = "manifest: '{apiVersion: batch/v1, kind: Job, metadata: {name: fixed}}'";

    private static List<Finding> warnings(String spec) {
        return new WorkflowValidator()
                .warnings(
                        Manifests.read("apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n" + spec.indent(2)),
                        WorkflowPolicy.NONE);
    }

    /** The rules that are broken, but for those about a workflow's end. */
    private static List<String> rules(String spec) {
        return warnings(spec).stream()
                .map(Finding::rule)
                .filter(rule -> !rule.equals("no-ttl") && !rule.equals("no-deadline"))
                .toList();
    }

    @Test
    void warnsOfAWorkflowThatNobodyEnds() {
        assertThat(warnings("entrypoint: a"))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("no-ttl", "no-deadline");
        assertThat(warnings("ttlStrategy: {secondsAfterCompletion: 1}\nactiveDeadlineSeconds: 1"))
                .isEmpty();
    }

    @Test
    void warnsOfResourcesThatAreNotWaitedForOrStay() {
        assertThat(rules("templates: [{name: a, resource: {action: create, " + JOB + "}}]"))
                .containsExactlyInAnyOrder("resource-without-condition", "resource-without-owner");
        assertThat(rules("templates: [{name: a, resource: {action: create, setOwnerReference: true,"
                        + " successCondition: status.succeeded > 0, " + JOB + "}}]"))
                .isEmpty();
    }

    @Test
    void warnsOfAFixedNameInALoop() {
        String loop = "templates: [{name: b, steps: [[{name: x, template: a, withItems: [1, 2]}]]},"
                + " {name: a, resource: {action: create, setOwnerReference: true, successCondition: x, %s}}]";
        assertThat(rules(loop.formatted(JOB))).containsExactly("fixed-name-in-loop");
        assertThat(rules(loop.formatted(JOB.replace("fixed", "a-{{inputs.parameters.p}}"))))
                .isEmpty();
    }

    @Test
    void looksAtEveryDocumentOfAManifest() {
        String template = """
                templates:
                  - name: a
                    resource:
                      action: create
                      setOwnerReference: true
                      manifest: |
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: a}
                        ---
                        {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "{{inputs.parameters.p}}"}}
                """;

        assertThat(rules(template)).containsExactly("resource-without-condition");
        assertThat(rules(template.replace("batch/v1", "v1").replace("Job", "Secret")))
                .isEmpty();
    }

    @Test
    void warnsOfResultsWithoutQuotes() {
        String step = "templates: [{name: b, steps: [[{name: x, template: a, when: %s}]]}]";
        assertThat(rules(step.formatted("'{{steps.y.outputs.result}} == heads'")))
                .containsExactly("unquoted-when");
        assertThat(rules(step.formatted("'\"{{steps.y.outputs.result}}\" == \"heads\"'")))
                .isEmpty();
        assertThat(rules(step.formatted("'{{inputs.parameters.p}} == 1'"))).isEmpty();
    }

    @Test
    void warnsOfImagesThatChange() {
        String container = "templates: [{name: a, container: {image: '%s'}}]";
        assertThat(rules(container.formatted("busybox"))).containsExactly("latest-image");
        assertThat(rules(container.formatted("host:5000/busybox:latest"))).containsExactly("latest-image");
        assertThat(rules(container.formatted("host:5000/busybox:1.36"))).isEmpty();
        assertThat(rules(container.formatted("busybox@sha256:0"))).isEmpty();
        assertThat(rules(container.formatted("{{inputs.parameters.image}}"))).isEmpty();
    }

    @Test
    void warnsOfSecretsThatAllCanRead() {
        String argument = "arguments: {parameters: [{name: %s, value: %s}]}";
        assertThat(rules(argument.formatted("db-password", "x"))).containsExactly("secret-in-parameter");
        assertThat(rules(argument.formatted("db-password", "'{{inputs.parameters.p}}'")))
                .isEmpty();
        assertThat(rules(argument.formatted("tokens-per-second", "5"))).isEmpty();
    }

    @Test
    void warnsOfAnEnvironmentThatIsPrinted() {
        String script = "templates: [{name: a, script: {image: 'i:1', source: '%s'}}]";
        assertThat(rules(script.formatted("set -e; env"))).containsExactly("prints-environment");
        assertThat(rules(script.formatted("env FOO=1 run"))).isEmpty();
    }

    @Test
    void warnsOfSumsAndOfClaimsThatCannotBeShared() {
        assertThat(rules("templates: [{name: a, containerSet: {containers: ["
                        + "{name: x, image: 'i:1', resources: {requests: {cpu: 1}}},"
                        + "{name: main, image: 'i:1', dependencies: [x], resources: {requests: {cpu: 1}}}]}}]"))
                .containsExactly("container-set-sum");
        assertThat(rules("volumeClaimTemplates: [{metadata: {name: w}, spec: {accessModes: [ReadWriteOnce]}}]\n"
                        + "templates: [{name: b, steps: [[{name: x, template: a, withItems: [1, 2]}]]},"
                        + " {name: a, container: {image: 'i:1', volumeMounts: [{name: w, mountPath: /w}]}}]"))
                .containsExactly("shared-claim");
    }

    @Test
    void aPlaceRaisesRulesAndSwitchesThemOff() {
        List<Finding> findings = warnings("entrypoint: a");
        RuleSettings settings =
                RuleSettings.DEFAULT.with("no-ttl", Severity.ERROR).without("no-deadline");

        assertThat(settings.apply(findings)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("no-ttl");
            assertThat(finding.isError()).isTrue();
        });
        assertThat(findings).noneMatch(Finding::isError);
    }
}
