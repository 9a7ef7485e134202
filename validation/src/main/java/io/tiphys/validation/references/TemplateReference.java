package io.tiphys.validation.references;

import java.util.Objects;

/**
 * A reference of a workflow to a template in the cluster.
 *
 * @param kind the kind of the object with the template
 * @param name the object's name as written; may contain a {@code {{variable}}}, see {@link #decided()}
 * @param pointer the position of the reference, as a JSON Pointer
 * @param line the line of the name, from 1
 * @param column the column of the name, from 1
 */
public record TemplateReference(Kind kind, String name, String pointer, int line, int column) {
    /** The kind of an object with templates. */
    public enum Kind {
        /** A WorkflowTemplate of the workflow's namespace. */
        WORKFLOW_TEMPLATE,
        /** A ClusterWorkflowTemplate. */
        CLUSTER_WORKFLOW_TEMPLATE
    }

    public TemplateReference {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(pointer);
    }

    /** Whether the template belongs to the whole cluster rather than to a namespace. */
    public boolean clusterScope() {
        return kind == Kind.CLUSTER_WORKFLOW_TEMPLATE;
    }

    /** Whether the name is known now: false if Argo substitutes it at run time. */
    public boolean decided() {
        return !name.contains("{{");
    }
}
