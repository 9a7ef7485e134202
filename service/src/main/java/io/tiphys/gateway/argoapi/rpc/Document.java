package io.tiphys.gateway.argoapi.rpc;

/**
 * The document of a request, which must pass the same checks as a submission to the gateway's own API.
 *
 * @param field the field of the request that contains the document
 * @param kind its kind, for a document without one
 */
public record Document(String field, String kind) {
    public static final Document WORKFLOW = new Document("workflow", "Workflow");
    static final Document TEMPLATE = new Document("template", "WorkflowTemplate");
    static final Document CLUSTER_TEMPLATE = new Document("template", "ClusterWorkflowTemplate");
    static final Document CRON_WORKFLOW = new Document("cronWorkflow", "CronWorkflow");
}
