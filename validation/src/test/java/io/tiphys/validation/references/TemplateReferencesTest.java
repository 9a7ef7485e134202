package io.tiphys.validation.references;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.references.TemplateReference.Kind;
import org.junit.jupiter.api.Test;

class TemplateReferencesTest {
    @Test
    void findsThemInStepsTasksHooksAndInlineTemplates() {
        WorkflowManifest manifest = Manifests.read("""
                spec:
                  workflowTemplateRef: {name: w}
                  hooks: {exit: {templateRef: {name: h, template: t, clusterScope: true}}}
                  templates:
                  - steps:
                    - - templateRef: {name: s, template: t}
                        hooks: {running: {templateRef: {name: sh, template: t}}}
                  - dag:
                      tasks:
                      - templateRef: {name: d, template: t, clusterScope: false}
                      - inline:
                          steps:
                          - - templateRef: {name: "{{inputs.parameters.x}}", template: t}
                """);

        assertThat(TemplateReferences.in(manifest))
                .extracting(
                        it -> it.kind() + " " + it.name() + " " + it.pointer() + " " + it.line() + " " + it.decided())
                .containsExactly(
                        "WORKFLOW_TEMPLATE w /spec/workflowTemplateRef/name 2 true",
                        "CLUSTER_WORKFLOW_TEMPLATE h /spec/hooks/exit/templateRef/name 3 true",
                        "WORKFLOW_TEMPLATE s /spec/templates/0/steps/0/0/templateRef/name 6 true",
                        "WORKFLOW_TEMPLATE sh /spec/templates/0/steps/0/0/hooks/running/templateRef/name 7 true",
                        "WORKFLOW_TEMPLATE d /spec/templates/1/dag/tasks/0/templateRef/name 10 true",
                        "WORKFLOW_TEMPLATE {{inputs.parameters.x}} "
                                + "/spec/templates/1/dag/tasks/1/inline/steps/0/0/templateRef/name 13 false");
    }

    @Test
    void tellsTheScope() {
        assertThat(new TemplateReference(Kind.CLUSTER_WORKFLOW_TEMPLATE, "a", "", 1, 1).clusterScope())
                .isTrue();
        assertThat(new TemplateReference(Kind.WORKFLOW_TEMPLATE, "a", "", 1, 1).clusterScope())
                .isFalse();
    }

    @Test
    void takesNoTextOrItemForAReference() {
        assertThat(TemplateReferences.in(Manifests.read("""
                                status: {storedWorkflowTemplateSpec: {workflowTemplateRef: {name: x}}}
                                spec:
                                  workflowTemplateRef: text
                                  templates:
                                  - steps: [[{withItems: [{templateRef: {name: x}}], templateRef: {name: 1}}]]
                                """))).isEmpty();
        assertThat(TemplateReferences.in(Manifests.read("kind: Workflow"))).isEmpty();
    }
}
