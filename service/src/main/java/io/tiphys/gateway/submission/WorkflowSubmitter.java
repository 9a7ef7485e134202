package io.tiphys.gateway.submission;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * Port to the part of an Argo Server that creates workflows. Implementations are thread-safe and never retry. They throw
 * {@link io.tiphys.gateway.credentials.CredentialRefusedException} for a 401, and
 * {@link io.tiphys.gateway.error.GatewayException} for everything else, with OUTCOME_UNKNOWN if the request may have been
 * carried out.
 */
public interface WorkflowSubmitter {
    /**
     * Creates a workflow.
     *
     * @param workflow its JSON, sent unchanged
     * @return the workflow as created
     */
    WorkflowObject submit(ArgoCall call, byte[] workflow);

    /**
     * Lints a workflow with Argo; nothing is created.
     *
     * @param workflow its JSON, sent unchanged
     * @return the workflow as Argo understands it
     */
    WorkflowObject lint(ArgoCall call, byte[] workflow);
}
