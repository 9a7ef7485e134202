package io.tiphys.validation.requirement.template;

import java.util.Objects;

/**
 * An object with templates.
 *
 * @param kind the kind of the object
 * @param name its name; empty for the submitted workflow
 */
public record TemplateHolder(Kind kind, String name) {
    /** The kind of an object with templates. */
    public enum Kind {
        /** The workflow that is submitted. */
        WORKFLOW("the workflow"),
        /** A WorkflowTemplate of the workflow's namespace. */
        WORKFLOW_TEMPLATE("WorkflowTemplate"),
        /** A ClusterWorkflowTemplate. */
        CLUSTER_WORKFLOW_TEMPLATE("ClusterWorkflowTemplate");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** The workflow that is submitted. */
    public static final TemplateHolder SUBMITTED = new TemplateHolder(Kind.WORKFLOW, "");

    public TemplateHolder {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }

    /** The name in messages. */
    public String description() {
        return kind == Kind.WORKFLOW ? kind.text : kind.text + " '" + name + "'";
    }
}
