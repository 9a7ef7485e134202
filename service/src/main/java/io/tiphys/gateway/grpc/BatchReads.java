package io.tiphys.gateway.grpc;

import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.bulk.ChangeWorkflows;
import io.tiphys.gateway.batch.progress.CollectOutputs;
import io.tiphys.gateway.batch.progress.ReadBatches;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.call.KeyedGrpcCall;
import io.tiphys.gateway.grpc.mapper.BulkMapper;
import io.tiphys.gateway.grpc.stream.EventPump;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.v1.ChangeWorkflowsRequest;
import io.tiphys.v1.ChangeWorkflowsResponse;
import io.tiphys.v1.GetBatchOutputsRequest;
import io.tiphys.v1.GetBatchOutputsResponse;
import io.tiphys.v1.GetBatchRequest;
import io.tiphys.v1.GetBatchResponse;
import io.tiphys.v1.ListBatchesRequest;
import io.tiphys.v1.ListBatchesResponse;
import io.tiphys.v1.WatchBatchRequest;
import io.tiphys.v1.WatchBatchResponse;
import jakarta.inject.Singleton;

/** The calls about existing batches, and about many existing workflows. */
@Singleton
final class BatchReads {
    private final GrpcCallAuthenticator authenticator;
    private final ReadBatches batches;
    private final CollectOutputs outputs;
    private final ChangeWorkflows changes;

    BatchReads(
            GrpcCallAuthenticator authenticator, ReadBatches batches, CollectOutputs outputs, ChangeWorkflows changes) {
        this.authenticator = authenticator;
        this.batches = batches;
        this.outputs = outputs;
        this.changes = changes;
    }

    GetBatchResponse get(GetBatchRequest request) {
        CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
        var state = batches.get(callContext, namespace(callContext, request.getNamespace()), request.getBatchId());
        return GetBatchResponse.newBuilder().setBatch(BulkMapper.batch(state)).build();
    }

    ListBatchesResponse list(ListBatchesRequest request) {
        CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
        var states = batches.list(callContext, namespace(callContext, request.getNamespace()));
        return ListBatchesResponse.newBuilder()
                .addAllBatches(states.stream().map(BulkMapper::batch).toList())
                .build();
    }

    void watch(WatchBatchRequest request, StreamObserver<WatchBatchResponse> observer) {
        EventPump.start(observer, BulkMapper::progress, WatchBatchResponse.getDefaultInstance(), () -> {
            CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
            Namespace namespace = namespace(callContext, request.getNamespace());
            return new EventPump.Opened<>(
                    batches.watch(callContext, namespace, request.getBatchId()),
                    callContext.environment().limits().streamHeartbeat());
        });
    }

    void outputs(GetBatchOutputsRequest request, StreamObserver<GetBatchOutputsResponse> observer) {
        EventPump.start(observer, BulkMapper::outputs, GetBatchOutputsResponse.getDefaultInstance(), () -> {
            CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
            Namespace namespace = namespace(callContext, request.getNamespace());
            return new EventPump.Opened<>(
                    outputs.rows(callContext, namespace, request.getBatchId(), request.getWait()),
                    callContext.environment().limits().streamHeartbeat());
        });
    }

    void change(ChangeWorkflowsRequest request, StreamObserver<ChangeWorkflowsResponse> observer) {
        EventPump.start(observer, BulkMapper::event, ChangeWorkflowsResponse.getDefaultInstance(), () -> {
            CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
            Namespace namespace = namespace(callContext, request.getNamespace());
            return new EventPump.Opened<>(
                    changes.open(
                            callContext,
                            namespace,
                            BulkMapper.selection(request),
                            BulkMapper.verb(request.getVerb()),
                            request.getDryRun(),
                            KeyedGrpcCall.given(request.getRequestId())),
                    callContext.environment().limits().streamHeartbeat());
        });
    }

    private static Namespace namespace(CallContext callContext, String field) {
        return callContext.environment().namespaceOrDefault(FieldMapper.namespace(field));
    }
}
