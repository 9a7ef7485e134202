package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.util.Optional;

/**
 * A reference to an object with templates: a {@code templateRef} or the {@code workflowTemplateRef}.
 *
 * @param holder the referenced object
 * @param at the node with its name
 */
record HolderReference(TemplateHolder holder, ManifestNode at) {
    /** The reference; empty if its name is absent, or known only at run time. */
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
