package io.tiphys.gateway.argo;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.idempotency.KeyedWorkflows;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;

/** Creates and finds workflows over the Argo Server's HTTP API. */
@Singleton
final class HttpKeyedWorkflows implements KeyedWorkflows {
    private final ArgoServers servers;

    HttpKeyedWorkflows(ArgoServers servers) {
        this.servers = servers;
    }

    @Override
    public WorkflowObject create(ArgoCall call, byte[] workflow) {
        ArgoPath path = ArgoPath.of("workflows", call.namespace().value());
        return send(call, ArgoRequest.postWorkflow(path, workflow, Effect.CHANGE));
    }

    @Override
    public WorkflowObject find(ArgoCall call, WorkflowName name) {
        return send(call, ArgoRequest.get(WorkflowRequests.workflow(call.namespace(), name)));
    }

    private WorkflowObject send(ArgoCall call, ArgoRequest request) {
        return WorkflowObjects.workflow(servers.of(call.environment()).call(call, request));
    }
}
