package io.tiphys.gateway.argo;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.submission.WorkflowSubmitter;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;

/** Submits over the Argo Server's HTTP API. The workflow's bytes go through untouched. */
@Singleton
final class HttpWorkflowSubmitter implements WorkflowSubmitter {
    private final ArgoServers servers;

    HttpWorkflowSubmitter(ArgoServers servers) {
        this.servers = servers;
    }

    @Override
    public WorkflowObject submit(ArgoCall call, byte[] workflow) {
        ArgoPath path = ArgoPath.of("workflows", call.namespace().value());
        return post(call, ArgoRequest.postWorkflow(path, workflow, Effect.CHANGE));
    }

    @Override
    public WorkflowObject lint(ArgoCall call, byte[] workflow) {
        ArgoPath path = ArgoPath.of("workflows", call.namespace().value(), "lint");
        return post(call, ArgoRequest.postWorkflow(path, workflow, Effect.LINT));
    }

    private WorkflowObject post(ArgoCall call, ArgoRequest request) {
        return WorkflowObjects.workflow(servers.of(call.environment()).call(call, request));
    }
}
