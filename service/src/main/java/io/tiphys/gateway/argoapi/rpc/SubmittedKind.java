package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;

/**
 * The kind of the object that a SubmitWorkflow request submits from (argo-workflows v4.0.5, {@code
 * workflow/common/util.go}).
 */
public enum SubmittedKind {
    WORKFLOW_TEMPLATE,
    CLUSTER_WORKFLOW_TEMPLATE,
    CRON_WORKFLOW;

    /** The object of this kind in a namespace. */
    public ArgoObject object(String namespace, String name) {
        return switch (this) {
            case WORKFLOW_TEMPLATE -> ArgoObject.workflowTemplate(namespace, name);
            case CLUSTER_WORKFLOW_TEMPLATE -> ArgoObject.clusterWorkflowTemplate(name);
            case CRON_WORKFLOW -> ArgoObject.cronWorkflow(namespace, name);
        };
    }

    /** The permission to read the object. */
    public AccessCheck read(String namespace, String name) {
        return switch (this) {
            case WORKFLOW_TEMPLATE -> Operation.readTemplate(namespace, name);
            case CLUSTER_WORKFLOW_TEMPLATE -> Operation.readClusterTemplate(name);
            case CRON_WORKFLOW -> Right.argo("get", "cronworkflows").in(namespace);
        };
    }

    /** The kind of a template. */
    public static SubmittedKind ofTemplate(boolean clusterScope) {
        return clusterScope ? CLUSTER_WORKFLOW_TEMPLATE : WORKFLOW_TEMPLATE;
    }

    /** @throws GatewayException with REQUEST_INVALID for a kind that Argo does not know */
    public static SubmittedKind of(ArgoRequestView request) {
        return switch (request.text("resourceKind")) {
            case "CronWorkflow", "cronworkflow", "cronworkflows", "cronwf" -> CRON_WORKFLOW;
            case "WorkflowTemplate", "workflowtemplate", "workflowtemplates", "wftmpl" -> WORKFLOW_TEMPLATE;
            case "ClusterWorkflowTemplate", "clusterworkflowtemplate", "clusterworkflowtemplates", "cwft", "cwftmpl" ->
                CLUSTER_WORKFLOW_TEMPLATE;
            default ->
                throw new GatewayException(
                        Problem.of(
                                ErrorReason.REQUEST_INVALID,
                                "The field 'resourceKind' must name a WorkflowTemplate, a ClusterWorkflowTemplate or a CronWorkflow."));
        };
    }
}
