package io.tiphys.gateway.grpc.mapper;

import com.google.protobuf.UnsafeByteOperations;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import io.tiphys.v1.ChangeType;
import io.tiphys.v1.Heartbeat;
import io.tiphys.v1.ListWorkflowsResponse;
import io.tiphys.v1.StreamLogsResponse;
import io.tiphys.v1.WatchWorkflowsResponse;
import io.tiphys.v1.Workflow;

/** Maps workflows and their events to messages. */
public final class WorkflowMapper {
    private WorkflowMapper() {}

    public static Workflow workflow(WorkflowObject workflow) {
        WorkflowSummary summary = workflow.summary();
        return Workflow.newBuilder()
                .setNamespace(summary.namespace())
                .setName(summary.name())
                .setUid(summary.uid())
                .setResourceVersion(summary.resourceVersion())
                .setPhase(summary.phase())
                .setProgress(summary.progress())
                .setMessage(summary.message())
                .setJson(UnsafeByteOperations.unsafeWrap(workflow.json())) // the array is never changed again
                .build();
    }

    public static ListWorkflowsResponse page(WorkflowPage page) {
        return ListWorkflowsResponse.newBuilder()
                .addAllWorkflows(
                        page.workflows().stream().map(WorkflowMapper::workflow).toList())
                .setNextPageToken(page.next().orElse(""))
                .build();
    }

    public static WatchWorkflowsResponse change(WorkflowChange change) {
        return WatchWorkflowsResponse.newBuilder()
                .setChange(io.tiphys.v1.WorkflowChange.newBuilder()
                        .setType(type(change.type()))
                        .setWorkflow(workflow(change.workflow())))
                .build();
    }

    public static StreamLogsResponse line(LogLine line) {
        return StreamLogsResponse.newBuilder()
                .setLine(io.tiphys.v1.LogLine.newBuilder()
                        .setPodName(line.podName())
                        .setContent(line.content()))
                .build();
    }

    public static WatchWorkflowsResponse watchHeartbeat() {
        return WatchWorkflowsResponse.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build();
    }

    public static StreamLogsResponse logHeartbeat() {
        return StreamLogsResponse.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build();
    }

    private static ChangeType type(WorkflowChange.Type type) {
        return switch (type) {
            case ADDED -> ChangeType.CHANGE_TYPE_ADDED;
            case MODIFIED -> ChangeType.CHANGE_TYPE_MODIFIED;
            case DELETED -> ChangeType.CHANGE_TYPE_DELETED;
        };
    }
}
