package io.tiphys.validation.references;

import io.tiphys.validation.document.ManifestObject;
import java.util.Optional;

/** Finds the documents whose templates others refer to. Implementations are thread-safe. */
@FunctionalInterface
public interface TemplateDocuments {
    /** The templates of the cluster are unknown: references are not checked. */
    TemplateDocuments UNKNOWN = (name, clusterScope, namespace) -> new Answer(false, Optional.empty());

    /** No documents exist: every reference is an error. */
    TemplateDocuments NONE = (name, clusterScope, namespace) -> new Answer(true, Optional.empty());

    /**
     * The result of a look-up.
     *
     * @param certain whether an absent document certainly does not exist
     * @param document the whole document
     */
    record Answer(boolean certain, Optional<ManifestObject> document) {}

    /**
     * Looks for a document.
     *
     * @param name its name
     * @param clusterScope true for a ClusterWorkflowTemplate, false for a WorkflowTemplate
     * @param namespace the namespace of the referring document; empty for none
     */
    Answer find(String name, boolean clusterScope, String namespace);
}
