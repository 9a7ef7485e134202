package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowValidatorTest {
    @Test
    void reportsEverythingInTheOrderOfTheDocument() {
        String document = """
                apiVersion: argoproj.io/v1
                metadata:
                  namespace: other
                  labels: {tiphys.io/a: b}
                spec:
                  serviceAccountName: admin
                  entrypont: main
                  parallelism: many
                kind: Workflow
                """;

        assertThat(Manifests.places(Manifests.validate(document, "default")))
                .containsExactly(
                        "api-version /apiVersion 1:13",
                        "name /metadata/name 3:3",
                        "namespace-mismatch /metadata/namespace 3:14",
                        "reserved-label /metadata/labels/tiphys.io~1a 4:12",
                        "service-account-not-allowed /spec/serviceAccountName 6:23",
                        "unknown-field /spec/entrypont 7:3",
                        "wrong-type /spec/parallelism 8:16");
    }

    @Test
    void doesNotMissWhatIsOnlyMisspelled() {
        assertThat(Manifests.places("apiversion: argoproj.io/v1alpha1\nKind: Workflow\nMetadata: {}\nSpec: {}\n"))
                .containsExactly(
                        "unknown-field /apiversion 1:1",
                        "unknown-field /Kind 2:1",
                        "unknown-field /Metadata 3:1",
                        "unknown-field /Spec 4:1");
    }

    @Test
    void doesNotMissWhatIsOfAnotherType() {
        assertThat(Manifests.places("apiVersion: 1\nkind: [Workflow]\nmetadata: a\nspec: b\n"))
                .containsExactly(
                        "wrong-type /apiVersion 1:13",
                        "wrong-type /kind 2:7",
                        "wrong-type /metadata 3:11",
                        "wrong-type /spec 4:7");
    }

    @Test
    void doesNotMissAnAccountThatIsMisspelled() {
        String document = """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: a-}
                spec: {serviceAcountName: runner}
                """;

        assertThat(Manifests.places(Manifests.validate(document, "runner")))
                .containsExactly("unknown-field /spec/serviceAcountName 4:8");
    }

    /** {@code argo submit} and a typed client add the value later; {@code argo lint} accepts the file as it is. */
    @Test
    void aWorkflowThatIsLintedMayLackValuesOfItsArguments() {
        WorkflowManifest manifest = Manifests.read("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: a-}
                spec:
                  entrypoint: main
                  arguments: {parameters: [{name: message}]}
                  templates: [{name: main, container: {image: "a:1", args: ["{{workflow.parameters.message}}"]}}]
                """);
        WorkflowValidator validator = new WorkflowValidator();

        assertThat(validator.validateForLint(manifest, WorkflowPolicy.NONE)).isEmpty();
        assertThat(Manifests.places(validator.validate(manifest, WorkflowPolicy.NONE)))
                .containsExactly("argument-value /spec/arguments/parameters/0/value 6:28");
    }

    @Test
    void aWorkflowThatIsLintedNeedsAName() {
        WorkflowManifest manifest = Manifests.read("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {}
                spec: {entrypoint: main, templates: [{name: main, suspend: {}}]}
                """);

        assertThat(Manifests.places(new WorkflowValidator().validateForLint(manifest, WorkflowPolicy.NONE)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("name ");
    }

    @Test
    void showsAHundredViolationsAndCountsTheRest() {
        List<Finding> violations = Manifests.validate(
                "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec: {hostAliases: ["
                        + "{x: 1},".repeat(100_000) + "]}",
                "*");

        assertThat(violations).hasSize(101);
        assertThat(violations.getLast().message()).isEqualTo("There are at least 99901 more violations.");
    }

    @Test
    void everyRuleHasItsOwnIdAndADescription() {
        assertThat(WorkflowValidator.rules()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(WorkflowValidator.rules()).allSatisfy(rule -> {
            assertThat(rule.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(rule.description()).endsWith(".");
        });
    }
}
