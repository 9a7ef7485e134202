package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.log.SharedLogs;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.SharedWatches;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;

/**
 * Port to the part of an Argo Server that reads and changes workflows. Implementations are thread-safe and throw {@link
 * io.tiphys.gateway.credentials.CredentialRefusedException} for a 401 and {@link
 * io.tiphys.gateway.error.GatewayException} for everything else.
 */
public interface WorkflowControl {
    /** A workflow; WORKFLOW_NOT_FOUND when there is none. */
    WorkflowObject get(ArgoCall call, WorkflowName name);

    /**
     * A referenced template; WORKFLOW_NOT_FOUND when there is none.
     *
     * @param clusterScope whether it is a ClusterWorkflowTemplate, or else a WorkflowTemplate of the call's namespace
     */
    WorkflowObject template(ArgoCall call, boolean clusterScope, WorkflowName name);

    /** A page of workflows. The tokens in the query and in the page are the Argo Server's own. */
    WorkflowPage list(ArgoCall call, ListQuery query);

    /** Changes a workflow; returns the changed workflow, or the new one. */
    WorkflowObject change(ArgoCall call, WorkflowName name, WorkflowAction action);

    /** Deletes a workflow. */
    void delete(ArgoCall call, WorkflowName name);

    /**
     * Watches the workflows of a namespace. The stream survives upstream watch closes. It ends when its reader is too slow,
     * and can be reopened after the last event.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link SharedWatches#open} does
     */
    EventStream<WorkflowChange> watch(StandingCredential credential, Namespace namespace, WatchQuery query);

    /**
     * The log lines of a workflow's pods.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link SharedLogs#open} does
     */
    EventStream<LogLine> logs(StandingCredential credential, Namespace namespace, WorkflowName name, LogQuery query);
}
