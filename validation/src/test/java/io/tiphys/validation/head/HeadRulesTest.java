package io.tiphys.validation.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import org.junit.jupiter.api.Test;

/** The rules about apiVersion, kind, namespace, spec and status. */
class HeadRulesTest {
    private static final String VALID = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata:
              generateName: a-
            spec: {entrypoint: main}
            """;

    @Test
    void takesAValidWorkflow() {
        assertThat(Manifests.places(VALID)).isEmpty();
    }

    @Test
    void asksForTheKind() {
        assertThat(Manifests.places(VALID.replace("kind: Workflow\n", ""))).containsExactly("kind /kind 1:1");
        assertThat(Manifests.places(VALID.replace("kind: Workflow\n", "kind:\n")))
                .containsExactly("kind /kind 2:6");
    }

    @Test
    void judgesAnotherKindByNothingElse() {
        assertThat(Manifests.places("apiVersion: v1\nkind: Pod\nspec: {containers: []}\nstatus: {a: b}\n"))
                .containsExactly("kind /kind 2:7");
    }

    @Test
    void saysHowToSubmitATemplateOrASchedule() {
        assertThat(hint(VALID.replace("kind: Workflow", "kind: WorkflowTemplate")))
                .contains("workflowTemplateRef");
        assertThat(hint(VALID.replace("kind: Workflow", "kind: CronWorkflow"))).contains("workflowSpec");
        assertThat(hint(VALID.replace("kind: Workflow", "kind: workflow"))).contains("kind: Workflow");
    }

    @Test
    void asksForTheApiVersion() {
        String none = VALID.replace("apiVersion: argoproj.io/v1alpha1\n", "");

        assertThat(Manifests.places(none)).containsExactly("api-version /apiVersion 1:1");
        assertThat(Manifests.places("apiVersion: argoproj.io/v1\n" + none))
                .containsExactly("api-version /apiVersion 1:13");
    }

    @Test
    void asksForTheNamespaceThatIsRequested() {
        assertThat(Manifests.places(VALID.replace("metadata:\n", "metadata:\n  namespace: team\n")))
                .isEmpty();
        assertThat(Manifests.places(VALID.replace("metadata:\n", "metadata:\n  namespace: ''\n")))
                .isEmpty();
        assertThat(Manifests.places(VALID.replace("metadata:\n", "metadata:\n  namespace: other\n")))
                .containsExactly("namespace-mismatch /metadata/namespace 4:14");
    }

    @Test
    void asksForASpec() {
        assertThat(Manifests.places(VALID.replace("spec: {entrypoint: main}\n", "")))
                .containsExactly("spec-missing /spec 1:1");
        assertThat(Manifests.places(VALID.replace("spec: {entrypoint: main}\n", "spec:\n")))
                .containsExactly("spec-missing /spec 1:1");
    }

    @Test
    void refusesAStatusThatWouldReplaceTheSpec() {
        assertThat(Manifests.places(VALID + "status: {storedWorkflowTemplateSpec: {serviceAccountName: admin}}\n"))
                .containsExactly("status-set /status 6:1");
        assertThat(Manifests.places(VALID + "status: {}\n")).isEmpty();
        assertThat(Manifests.places(VALID + "status: null\n")).isEmpty();
    }

    private static String hint(String document) {
        return Manifests.validate(document, "*").getFirst().hint().orElseThrow();
    }
}
