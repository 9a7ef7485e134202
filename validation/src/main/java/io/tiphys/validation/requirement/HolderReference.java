package io.tiphys.validation.requirement;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.util.Optional;

/**
 * A reference to what holds templates: a {@code templateRef} or the {@code workflowTemplateRef}.
 *
 * @param holder what is referred to
 * @param at the node with its name
 */
record HolderReference(TemplateHolder holder, ManifestNode at) {
    /** The reference; empty when its name is absent, or known only while the workflow runs. */
    static Optional<HolderReference> of(ManifestObject reference) {
        boolean cluster = reference
                .get("clusterScope")
                .filter(node ->
                        node instanceof ManifestScalar scalar && scalar.text().equals("true"))
                .isPresent();
        TemplateHolder.Kind kind =
                cluster ? TemplateHolder.Kind.CLUSTER_WORKFLOW_TEMPLATE : TemplateHolder.Kind.WORKFLOW_TEMPLATE;
        return reference
                .string("name")
                .filter(name -> !name.isEmpty() && !name.contains("{{"))
                .flatMap(name ->
                        reference.get("name").map(node -> new HolderReference(new TemplateHolder(kind, name), node)));
    }
}
