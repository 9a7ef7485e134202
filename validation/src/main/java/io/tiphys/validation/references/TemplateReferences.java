package io.tiphys.validation.references;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.fields.FieldTable;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldWalk;
import io.tiphys.validation.references.TemplateReference.Kind;
import io.tiphys.validation.rule.ArgoVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the templates of the cluster that the specification in a document refers to: its {@code workflowTemplateRef}, and
 * the {@code templateRef} of every step, task and hook, including those in inline templates.
 */
public final class TemplateReferences {
    private TemplateReferences() {}

    /** In the order of the document; the same one may occur twice. */
    public static List<TemplateReference> in(WorkflowManifest manifest) {
        List<TemplateReference> found = new ArrayList<>();
        FieldWalk.Visitor visitor = new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                if (isReference(type) && value instanceof ManifestObject reference) {
                    add(reference, found);
                }
            }
        };
        manifest.specification()
                .ifPresent(
                        spec -> new FieldWalk(FieldTable.of(ArgoVersion.DEFAULT), visitor).walk(spec, "WorkflowSpec"));
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
