package io.tiphys.gateway.workflow;

import io.tiphys.gateway.workflow.FieldTable.ObjectType;
import io.tiphys.gateway.workflow.FieldType.Named;
import io.tiphys.gateway.workflow.TemplateReference.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the templates of the cluster that a workflow refers to: {@code spec.workflowTemplateRef}, and the
 * {@code templateRef} of every step, task and hook, also of those in inline templates.
 */
final class TemplateReferences {
    private TemplateReferences() {}

    static List<TemplateReference> in(WorkflowManifest manifest) {
        List<TemplateReference> found = new ArrayList<>();
        FieldWalk.Visitor visitor = new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                if (isReference(type) && value instanceof ManifestObject reference) {
                    add(reference, found);
                }
            }
        };
        manifest.root()
                .object("spec")
                .ifPresent(spec -> new FieldWalk(FieldTable.argo40(), visitor).walk(spec, "WorkflowSpec"));
        return List.copyOf(found);
    }

    private static boolean isReference(FieldType type) {
        return type instanceof Named named
                && (named.name().equals("TemplateRef") || named.name().equals("WorkflowTemplateRef"));
    }

    private static void add(ManifestObject reference, List<TemplateReference> found) {
        boolean cluster = reference
                .get("clusterScope")
                .filter(node -> node instanceof ManifestScalar scalar
                        && scalar.type() == ManifestScalar.Type.BOOLEAN
                        && scalar.text().equals("true"))
                .isPresent();
        Kind kind = cluster ? Kind.CLUSTER_WORKFLOW_TEMPLATE : Kind.WORKFLOW_TEMPLATE;
        reference
                .get("name")
                .ifPresent(node -> ManifestScalar.stringOf(node)
                        .filter(name -> !name.isEmpty())
                        .ifPresent(name -> found.add(
                                new TemplateReference(kind, name, node.pointer(), node.line(), node.column()))));
    }
}
