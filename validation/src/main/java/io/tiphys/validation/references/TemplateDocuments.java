package io.tiphys.validation.references;

import io.tiphys.validation.document.ManifestObject;
import java.util.Optional;

/** Knows the documents with templates that others refer to. Implementations are thread-safe. */
@FunctionalInterface
public interface TemplateDocuments {
    /** What there is behind a cluster's door is not known here: nothing is said about references. */
    TemplateDocuments UNKNOWN = (name, clusterScope, namespace) -> new Answer(false, Optional.empty());

    /** There are none: every reference leads nowhere. */
    TemplateDocuments NONE = (name, clusterScope, namespace) -> new Answer(true, Optional.empty());

    /**
     * What is known of a document.
     *
     * @param certain whether it does not exist when there is no document here
     * @param document the whole document
     */
    record Answer(boolean certain, Optional<ManifestObject> document) {}

    /**
     * Looks for a document.
     *
     * @param name its name
     * @param clusterScope whether a ClusterWorkflowTemplate is meant, or else a WorkflowTemplate
     * @param namespace the namespace of the document that refers to it; empty when it has none
     */
    Answer find(String name, boolean clusterScope, String namespace);
}
