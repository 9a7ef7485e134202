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
    /** A workflow; WORKFLOW_NOT_FOUND when it is not there. */
    WorkflowObject get(ArgoCall call, WorkflowName name);

    /**
     * A template that a workflow leads to; WORKFLOW_NOT_FOUND when it is not there.
     *
     * @param clusterScope whether it is a ClusterWorkflowTemplate, or else a WorkflowTemplate of the call's namespace
     */
    WorkflowObject template(ArgoCall call, boolean clusterScope, WorkflowName name);

    /** A page of workflows. The token in the query and in the answer is the Argo Server's own. */
    WorkflowPage list(ArgoCall call, ListQuery query);

    /** Changes a workflow; the answer is the workflow afterwards, or the new one. */
    WorkflowObject change(ArgoCall call, WorkflowName name, WorkflowAction action);

    /** Deletes a workflow. */
    void delete(ArgoCall call, WorkflowName name);

    /**
     * What happens to the workflows of a namespace. The stream goes on where the Argo Server or Kubernetes closes it; it
     * ends when its reader is too slow, and can be opened again behind what came last.
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
