package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * Port to the Argo Server for workflows with a key. Implementations are thread-safe and never retry. They throw
 * {@link io.tiphys.gateway.credentials.CredentialRefusedException} for a 401, and
 * {@link io.tiphys.gateway.error.GatewayException} for everything else, with OUTCOME_UNKNOWN if the request may have been
 * carried out.
 */
public interface KeyedWorkflows {
    /**
     * Creates a workflow.
     *
     * @param workflow its JSON, sent unchanged
     * @return the workflow as created
     */
    WorkflowObject create(ArgoCall call, byte[] workflow);

    /**
     * The live workflow with a name, else the archived one.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND when there is none
     */
    WorkflowObject find(ArgoCall call, WorkflowName name);
}
