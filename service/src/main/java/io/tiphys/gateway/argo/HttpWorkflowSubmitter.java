package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.request.WorkflowObjects;
import io.tiphys.gateway.argo.request.WorkflowRequests;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.submission.WorkflowSubmitter;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;

/** Submits over the Argo Server's HTTP API. The workflow's bytes are forwarded unchanged. */
@Singleton
final class HttpWorkflowSubmitter implements WorkflowSubmitter {
    private final ArgoClients clients;

    HttpWorkflowSubmitter(ArgoClients clients) {
        this.clients = clients;
    }

    @Override
    public WorkflowObject submit(ArgoCall call, byte[] workflow) {
        return post(call, WorkflowRequests.create(call.namespace(), workflow));
    }

    @Override
    public WorkflowObject lint(ArgoCall call, byte[] workflow) {
        ArgoPath path = ArgoPath.of("workflows", call.namespace().value(), "lint");
        return post(call, ArgoRequest.postWorkflow(path, workflow, Effect.LINT));
    }

    private WorkflowObject post(ArgoCall call, ArgoRequest request) {
        return clients.of(call.environment()).call(call, request, WorkflowObjects::workflow);
    }
}
