package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * Port to the Argo Server for workflows with a key. Implementations are thread-safe, retry nothing, and throw {@link
 * io.tiphys.gateway.credentials.CredentialRefusedException} for a 401 and {@link
 * io.tiphys.gateway.error.GatewayException} for everything else; OUTCOME_UNKNOWN where the request may have been carried
 * out.
 */
public interface KeyedWorkflows {
    /**
     * Creates a workflow.
     *
     * @param workflow its JSON, sent as it is
     * @return the workflow as created
     */
    WorkflowObject create(ArgoCall call, byte[] workflow);

    /**
     * The live workflow of a name, else the archived one.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND when there is none
     */
    WorkflowObject find(ArgoCall call, WorkflowName name);
}
