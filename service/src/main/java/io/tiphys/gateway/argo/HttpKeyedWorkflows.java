package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.request.WorkflowObjects;
import io.tiphys.gateway.argo.request.WorkflowRequests;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.idempotency.KeyedWorkflows;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;

/** Creates and finds workflows over the Argo Server's HTTP API. */
@Singleton
final class HttpKeyedWorkflows implements KeyedWorkflows {
    private final ArgoClients clients;

    HttpKeyedWorkflows(ArgoClients clients) {
        this.clients = clients;
    }

    @Override
    public WorkflowObject create(ArgoCall call, byte[] workflow) {
        return send(call, WorkflowRequests.create(call.namespace(), workflow));
    }

    @Override
    public WorkflowObject find(ArgoCall call, WorkflowName name) {
        return send(call, ArgoRequest.get(WorkflowRequests.workflow(call.namespace(), name)));
    }

    private WorkflowObject send(ArgoCall call, ArgoRequest request) {
        return clients.of(call.environment()).call(call, request, WorkflowObjects::workflow);
    }
}
