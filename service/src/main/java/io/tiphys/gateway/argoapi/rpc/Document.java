package io.tiphys.gateway.argoapi.rpc;

/**
 * The document that a request carries, which has to pass the same checks as one that is submitted to the gateway's own API.
 *
 * @param field the request's field that holds it
 * @param kind its kind, for a document that does not say
 */
public record Document(String field, String kind) {
    public static final Document WORKFLOW = new Document("workflow", "Workflow");
    static final Document TEMPLATE = new Document("template", "WorkflowTemplate");
    static final Document CLUSTER_TEMPLATE = new Document("template", "ClusterWorkflowTemplate");
    static final Document CRON_WORKFLOW = new Document("cronWorkflow", "CronWorkflow");
}
