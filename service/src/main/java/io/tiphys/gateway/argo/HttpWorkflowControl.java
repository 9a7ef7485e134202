package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.log.HttpSharedLogs;
import io.tiphys.gateway.argo.request.ChangeRequests;
import io.tiphys.gateway.argo.request.WorkflowObjects;
import io.tiphys.gateway.argo.request.WorkflowRequests;
import io.tiphys.gateway.argo.watch.HttpSharedWatches;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.WorkflowControl;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Reads, watches and changes workflows over the Argo Server's HTTP API. */
@Singleton
final class HttpWorkflowControl implements WorkflowControl {
    private final ArgoClients clients;
    private final HttpSharedWatches watches;
    private final HttpSharedLogs logs;

    HttpWorkflowControl(ArgoClients clients, HttpSharedWatches watches, HttpSharedLogs logs) {
        this.clients = clients;
        this.watches = watches;
        this.logs = logs;
    }

    @Override
    public WorkflowObject get(ArgoCall call, WorkflowName name) {
        ArgoRequest request = ArgoRequest.get(WorkflowRequests.workflow(call.namespace(), name));
        return call(call, request, WorkflowObjects::workflow);
    }

    @Override
    public WorkflowObject template(ArgoCall call, boolean clusterScope, WorkflowName name) {
        ArgoPath path = clusterScope
                ? ArgoPath.of("cluster-workflow-templates", name.value())
                : ArgoPath.of("workflow-templates", call.namespace().value(), name.value());
        return call(call, ArgoRequest.get(path), WorkflowObjects::workflow);
    }

    @Override
    public WorkflowPage list(ArgoCall call, ListQuery query) {
        return call(call, WorkflowRequests.list(call.namespace(), query), WorkflowObjects::page);
    }

    @Override
    public WorkflowObject change(ArgoCall call, WorkflowName name, WorkflowAction action) {
        return call(call, ChangeRequests.of(call.namespace(), name, action), WorkflowObjects::workflow);
    }

    @Override
    public void delete(ArgoCall call, WorkflowName name) {
        call(call, ChangeRequests.delete(call.namespace(), name), Function.identity());
    }

    @Override
    public EventStream<WorkflowChange> watch(StandingCredential credential, Namespace namespace, WatchQuery query) {
        return watches.changes(credential, namespace, query.selection());
    }

    @Override
    public EventStream<LogLine> logs(
            StandingCredential credential, Namespace namespace, WorkflowName name, LogQuery query) {
        return logs.lines(credential, namespace, query.selection(name));
    }

    private <T> T call(ArgoCall call, ArgoRequest request, Function<byte[], T> format) {
        return clients.of(call.environment()).call(call, request, format);
    }
}
