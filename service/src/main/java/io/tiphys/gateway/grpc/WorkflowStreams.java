package io.tiphys.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.mapper.QueryMapper;
import io.tiphys.gateway.grpc.mapper.WorkflowMapper;
import io.tiphys.gateway.grpc.stream.EventPump;
import io.tiphys.gateway.lifecycle.StreamLogs;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.v1.StreamLogsRequest;
import io.tiphys.v1.StreamLogsResponse;
import io.tiphys.v1.WatchWorkflowsRequest;
import io.tiphys.v1.WatchWorkflowsResponse;
import io.tiphys.v1.WorkflowReference;
import jakarta.inject.Singleton;

/** The calls whose response is a stream. */
@Singleton
final class WorkflowStreams {
    private final GrpcCallAuthenticator authenticator;
    private final WatchWorkflows watches;
    private final StreamLogs logs;

    WorkflowStreams(GrpcCallAuthenticator authenticator, WatchWorkflows watches, StreamLogs logs) {
        this.authenticator = authenticator;
        this.watches = watches;
        this.logs = logs;
    }

    void watch(WatchWorkflowsRequest request, StreamObserver<WatchWorkflowsResponse> observer) {
        EventPump.start(observer, WorkflowMapper::change, WorkflowMapper.watchHeartbeat(), () -> {
            CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
            var events = watches.open(
                    callContext, FieldMapper.namespace(request.getNamespace()), QueryMapper.watch(request));
            return new EventPump.Opened<>(
                    events, callContext.environment().limits().streamHeartbeat());
        });
    }

    void logs(StreamLogsRequest request, StreamObserver<StreamLogsResponse> observer) {
        EventPump.start(observer, WorkflowMapper::line, WorkflowMapper.logHeartbeat(), () -> {
            WorkflowReference reference = request.getWorkflow();
            CallContext callContext = authenticator.authenticate(reference);
            var events = logs.open(
                    callContext,
                    FieldMapper.namespace(reference.getNamespace()),
                    new WorkflowName(reference.getName()),
                    QueryMapper.logs(request));
            return new EventPump.Opened<>(
                    events, callContext.environment().limits().streamHeartbeat());
        });
    }
}
