package io.tiphys.validation.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import org.junit.jupiter.api.Test;

class ReservedLabelRuleTest {
    @Test
    void refusesTheGatewaysOwnKeysOnTheWorkflow() {
        String document = """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata:
                  generateName: a-
                  labels: {tiphys.io/submission-id: x, example.com/tiphys.io: z}
                  annotations:
                    tiphys.io/submitted-by: admin
                spec: {}
                """;

        assertThat(Manifests.places(document))
                .containsExactly(
                        "reserved-label /metadata/labels/tiphys.io~1submission-id 5:12",
                        "reserved-label /metadata/annotations/tiphys.io~1submitted-by 7:5");
    }

    @Test
    void takesTheIdempotencyKeyOfAWorkflowAndOfNothingElse() {
        String annotation = "annotations: {tiphys.io/idempotency-key: k}";

        assertThat(Manifests.places("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: a-, %s}
                spec: {}
                """.formatted(annotation))).isEmpty();
        assertThat(Manifests.places("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: a-}
                spec: {workflowMetadata: {%s}}
                """.formatted(annotation))).hasSize(1);
        assertThat(Manifests.places("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: a, %s}
                spec: {}
                """.formatted(annotation))).hasSize(1);
    }

    @Test
    void refusesThemWhereTheControllerCopiesThemOntoTheWorkflow() {
        String document = """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: a-}
                spec:
                  workflowMetadata:
                    labels: {tiphys.io/a: x}
                    labelsFrom: {tiphys.io/b: {expression: "1"}}
                    annotations: {tiphys.io/c: z}
                """;

        assertThat(Manifests.places(document))
                .containsExactly(
                        "reserved-label /spec/workflowMetadata/labels/tiphys.io~1a 6:14",
                        "reserved-label /spec/workflowMetadata/labelsFrom/tiphys.io~1b 7:18",
                        "reserved-label /spec/workflowMetadata/annotations/tiphys.io~1c 8:19");
    }

    @Test
    void leavesPodsAlone() {
        assertThat(Manifests.places("""
                        apiVersion: argoproj.io/v1alpha1
                        kind: Workflow
                        metadata: {generateName: a-}
                        spec: {podMetadata: {labels: {tiphys.io/a: x}}}
                        """)).isEmpty();
    }
}
