package io.tiphys.gateway.workflow;

/**
 * A template outside of the workflow that the workflow refers to.
 *
 * @param clusterScope whether it is a ClusterWorkflowTemplate
 * @param name its name
 * @param pointer where it is named, as a JSON Pointer
 */
public record TemplateReference(boolean clusterScope, String name, String pointer) {}
