package io.tiphys.validation.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountRuleTest {
    private static final String HEAD =
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n";

    private static List<String> pointers(String spec, String... allowed) {
        return Manifests.validate(HEAD + spec, allowed).stream()
                .filter(it -> !it.rule().equals("controller-value")) // the examples have only what chooses an account
                .map(it -> it.rule().replace("service-account-not-allowed", "account") + " " + it.pointer())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/spec/serviceAccountName | spec: {serviceAccountName: admin}",
                "/spec/executor/serviceAccountName | spec: {executor: {serviceAccountName: admin}}",
                "/spec/artifactGC/serviceAccountName | spec: {artifactGC: {serviceAccountName: admin}}",
                "/spec/templateDefaults/serviceAccountName | spec: {templateDefaults: {serviceAccountName: admin}}",
                "/spec/templateDefaults/executor/serviceAccountName"
                        + " | spec: {templateDefaults: {executor: {serviceAccountName: admin}}}",
                "/spec/templates/1/serviceAccountName | spec: {templates: [{}, {serviceAccountName: admin}]}",
                "/spec/templates/0/executor/serviceAccountName"
                        + " | spec: {templates: [{executor: {serviceAccountName: admin}}]}",
                "/spec/templates/0/steps/0/0/inline/serviceAccountName"
                        + " | spec: {templates: [{steps: [[{inline: {serviceAccountName: admin}}]]}]}",
                "/spec/templates/0/dag/tasks/0/inline/steps/0/0/inline/executor/serviceAccountName"
                        + " | spec: {templates: [{dag: {tasks: [{inline: {steps: [[{inline:"
                        + " {executor: {serviceAccountName: admin}}}]]}}]}}]}",
                "/spec/templates/0/inputs/artifacts/0/artifactGC/serviceAccountName"
                        + " | spec: {templates: [{inputs: {artifacts: [{artifactGC: {serviceAccountName: admin}}]}}]}",
                "/spec/templates/0/outputs/artifacts/0/artifactGC/serviceAccountName"
                        + " | spec: {templates: [{outputs: {artifacts: [{artifactGC: {serviceAccountName: admin}}]}}]}",
                "/spec/arguments/artifacts/0/artifactGC/serviceAccountName"
                        + " | spec: {arguments: {artifacts: [{artifactGC: {serviceAccountName: admin}}]}}",
                "/spec/templates/0/steps/0/0/arguments/artifacts/0/artifactGC/serviceAccountName"
                        + " | spec: {templates: [{steps: [[{arguments:"
                        + " {artifacts: [{artifactGC: {serviceAccountName: admin}}]}}]]}]}",
                "/spec/hooks/exit/arguments/artifacts/0/artifactGC/serviceAccountName"
                        + " | spec: {hooks: {exit: {arguments:"
                        + " {artifacts: [{artifactGC: {serviceAccountName: admin}}]}}}}",
                "/spec/templates/0/data/source/artifactPaths/artifactGC/serviceAccountName"
                        + " | spec: {templates: [{data: {source: {artifactPaths:"
                        + " {artifactGC: {serviceAccountName: admin}}}}}]}",
                "/spec/templates/0/resource/manifestFrom/artifact/artifactGC/serviceAccountName"
                        + " | spec: {templates: [{resource: {manifestFrom: {artifact:"
                        + " {artifactGC: {serviceAccountName: admin}}}}}]}",
                "/spec/podSpecPatch | spec: {podSpecPatch: 'serviceAccountName: admin'}",
                "/spec/templateDefaults/podSpecPatch | spec: {templateDefaults: {podSpecPatch: 'serviceAccount: admin'}}",
                "/spec/templates/0/podSpecPatch | spec: {templates: [{podSpecPatch: '{\"serviceAccountName\":\"admin\"}'}]}",
                "/spec/artifactGC/podSpecPatch | spec: {artifactGC: {podSpecPatch: 'serviceAccountName: admin'}}",
            })
    void findsAnAccountWhereverItIsChosen(String pointerAndSpec) {
        String[] parts = pointerAndSpec.split(" \\| ", 2);

        assertThat(pointers(parts[1], "default")).containsExactly("account " + parts[0]);
        assertThat(pointers(parts[1], "default", "admin")).isEmpty();
        assertThat(pointers(parts[1], "*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"serviceaccountname\": \"admin\"}",
                "{\"SERVICEACCOUNT\": \"admin\"}",
                "{\"\u017ferviceAccountName\": \"admin\"}",
                "{\"service\\u0041ccountName\": \"admin\"}",
                "{\t\"serviceAccountName\":\t\"admin\"}",
                "\"service\\x41ccountName\": admin",
                "? serviceAccountName\n: admin",
                "x: &x {serviceAccountName: admin}\n<<: *x",
                "{\"serviceAccountName\": 5}",
                "{\"serviceAccountName\": \"{{inputs.parameters.a}}\"}",
                "{\"containers\": [{\"name\": \"{{inputs.parameters.a}}\"}]}",
                "{{inputs.parameters.patch}}",
                "{\"serviceAccountName\": \"default\", \"serviceAccountName\": \"admin\"}",
                "serviceAccountName: admin\n---\n",
                "serviceAccountName: default\n---\nserviceAccountName: admin\n",
                "not: [closed",
                "just text",
            })
    void isNotDeceivedByAPatch(String patch) {
        String yaml = patch.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");

        assertThat(pointers("spec: {podSpecPatch: \"" + yaml + "\"}", "default"))
                .containsExactly("account /spec/podSpecPatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"serviceAccountName\": null}",
                "{\"serviceAccountName\": \"\"}",
                "{\"$patch\": \"replace\", \"containers\": []}",
                "{\"$retainKeys\": [\"containers\"]}",
            })
    void knowsThatAPatchCanTakeTheAccountAway(String patch) {
        String spec = "spec: {serviceAccountName: runner, podSpecPatch: '" + patch + "'}";

        assertThat(pointers(spec, "runner")).containsExactly("account /spec/podSpecPatch");
        assertThat(pointers(spec, "runner", "default")).isEmpty();
    }

    @Test
    void takesAPatchThatChoosesNoAccount() {
        assertThat(pointers(
                        "spec: {podSpecPatch: '{\"containers\":[{\"name\":\"main\",\"serviceAccountName\":\"x\"}]}'}",
                        "default"))
                .isEmpty();
        assertThat(pointers("spec: {podSpecPatch: ''}", "default")).isEmpty();
    }

    @Test
    void aSpecThatNamesNoneRunsAsDefault() {
        assertThat(pointers("spec: {entrypoint: a}", "runner")).containsExactly("account /spec");
        assertThat(pointers("spec: {serviceAccountName: ''}", "runner")).containsExactly("account /spec");
        assertThat(pointers("spec: {serviceAccountName: null}", "runner")).containsExactly("account /spec");
        assertThat(pointers("spec: {entrypoint: a}", "default")).isEmpty();
        assertThat(pointers("spec: {entrypoint: a}")).containsExactly("account /spec");
    }

    @Test
    void podsThatDeleteArtifactsRunAsDefaultUnlessArtifactGcNamesAnAccount() {
        String spec = "spec: {serviceAccountName: runner, ";

        assertThat(pointers(spec + "artifactGC: {strategy: OnWorkflowDeletion}}", "runner"))
                .containsExactly("account /spec/artifactGC");
        assertThat(pointers(spec + "artifactGC: {strategy: Never}}", "runner")).isEmpty();
        assertThat(pointers(
                        spec + "arguments: {artifacts: [{artifactGC: {strategy: OnWorkflowCompletion}}]}}", "runner"))
                .containsExactly("account /spec/arguments/artifacts/0/artifactGC");
        assertThat(pointers(
                        spec + "artifactGC: {serviceAccountName: runner},"
                                + " arguments: {artifacts: [{artifactGC: {strategy: OnWorkflowCompletion}}]}}",
                        "runner"))
                .isEmpty();
    }

    @Test
    void aNameThatIsFilledInLaterIsNeverAllowed() {
        String spec = "spec: {serviceAccountName: '{{workflow.parameters.account}}'}";

        assertThat(pointers(spec, "default", "{{workflow.parameters.account}}"))
                .containsExactly("account /spec/serviceAccountName");
        assertThat(pointers(spec, "*")).isEmpty();
    }

    @Test
    void aStarAmongNamesAllowsNothing() {
        assertThat(pointers("spec: {serviceAccountName: admin}", "*", "default"))
                .containsExactly("account /spec/serviceAccountName");
        assertThat(pointers("spec: {serviceAccountName: '*'}", "*", "default"))
                .containsExactly("kubernetes-pod /spec/serviceAccountName", "account /spec/serviceAccountName");
    }

    @Test
    void reportsEveryAccountAndSaysWhichAreAllowed() {
        List<Finding> violations = Manifests.validate(
                HEAD + "spec:\n  serviceAccountName: a\n  templates:\n  - serviceAccountName: b\n",
                "runner",
                "default");

        assertThat(Manifests.places(violations))
                .containsExactly(
                        "service-account-not-allowed /spec/serviceAccountName 5:23",
                        "service-account-not-allowed /spec/templates/0/serviceAccountName 7:25");
        assertThat(violations.getFirst().hint()).contains("The environment allows 'default', 'runner'.");
    }

    @Test
    void wordsThatLookLikeAnAccountChooseNone() {
        assertThat(pointers("""
                        spec:
                          automountServiceAccountToken: false
                          volumes: [{name: a, projected: {sources: [{serviceAccountToken: {path: b}}]}}]
                          templates:
                          - steps: [[{withItems: [{serviceAccountName: admin}]}]]
                          - outputs: {artifacts: [{gcs: {serviceAccountKeySecret: {key: a}}}]}
                        """, "default")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {serviceAccountName: admin}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: WorkflowTemplate, spec: {serviceAccountName: admin}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: ClusterWorkflowTemplate, spec: {podSpecPatch: \"serviceAccount: admin\"}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: CronWorkflow, spec: {workflowSpec: {serviceAccountName: admin}}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {serviceAccountName: default, executor: {serviceAccountName: admin}}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {serviceAccountName: \"{{x}}\"}}",
                "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {serviceAccountName: default, podSpecPatch: \"a: {{x}}\"}}",
            })
    void findsAnAccountInAWorkflowThatAResourceTemplateCreates(String manifest) {
        for (String action : List.of("create", "apply", "patch", "replace")) {
            assertThat(pointers(resource(action, manifest), "default"))
                    .as(action)
                    .containsExactly("account /spec/templates/0/resource/manifest");
        }
        assertThat(pointers(resource("get", manifest), "default")).isEmpty();
        assertThat(pointers(resource("create", manifest.replace("argoproj.io/", "example.org/")), "default"))
                .isEmpty();
        assertThat(pointers(resource("create", manifest), "*")).isEmpty();
    }

    @Test
    void findsAnAccountInAWorkflowInAWorkflowInAWorkflow() {
        String innermost = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {serviceAccountName: admin}";
        String inner = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  serviceAccountName: default\n"
                + "  templates:\n  - resource:\n      action: create\n      manifest: |\n" + innermost.indent(8);

        assertThat(pointers(resource("create", inner), "default"))
                .containsExactly("account /spec/templates/0/resource/manifest");
    }

    @Test
    void looksIntoABoundedNumberOfLevelsAndAllowsNothingBelowThem() {
        String fine = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {serviceAccountName: default}";
        for (int level = 0; level < 6; level++) {
            assertThat(pointers(resource("create", fine), "default"))
                    .as("level " + level)
                    .isEqualTo(level < 4 ? List.of() : List.of("account /spec/templates/0/resource/manifest"));
            fine = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  serviceAccountName: default\n"
                    + "  templates:\n  - resource:\n      action: create\n      manifest: |\n" + fine.indent(8);
        }
    }

    @Test
    void aWorkflowThatAResourceTemplateCreatesRunsAsDefaultWhereItNamesNoAccount() {
        String manifest = "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {}}";
        String spec = resource("create", manifest).replaceFirst("^spec:", "spec:\n  serviceAccountName: admin");

        assertThat(pointers(spec, "admin")).containsExactly("account /spec/templates/0/resource/manifest");
        assertThat(pointers(spec.replace("kind: Workflow,", "kind: WorkflowTemplate,"), "admin"))
                .isEmpty();
    }

    private static String resource(String action, String manifest) {
        return "spec:\n  templates:\n  - name: a\n    resource:\n      action: " + action + "\n      manifest: |\n"
                + manifest.indent(8);
    }
}
