package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.BatchCommand;
import io.tiphys.gateway.batch.BatchContent;
import io.tiphys.gateway.batch.PreviewBatch;
import io.tiphys.gateway.batch.SubmitBatch;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.call.GrpcRequest;
import io.tiphys.gateway.grpc.call.KeyedGrpcCall;
import io.tiphys.gateway.grpc.mapper.BatchMapper;
import io.tiphys.gateway.grpc.mapper.SweepMapper;
import io.tiphys.gateway.grpc.stream.BatchMessages;
import io.tiphys.gateway.grpc.stream.EventPump;
import io.tiphys.gateway.grpc.stream.IncomingMessages;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.v1.BatchHeader;
import io.tiphys.v1.BatchServiceGrpc;
import io.tiphys.v1.ChangeWorkflowsRequest;
import io.tiphys.v1.ChangeWorkflowsResponse;
import io.tiphys.v1.GetBatchOutputsRequest;
import io.tiphys.v1.GetBatchOutputsResponse;
import io.tiphys.v1.GetBatchRequest;
import io.tiphys.v1.GetBatchResponse;
import io.tiphys.v1.ListBatchesRequest;
import io.tiphys.v1.ListBatchesResponse;
import io.tiphys.v1.PreviewBatchRequest;
import io.tiphys.v1.PreviewBatchResponse;
import io.tiphys.v1.SubmitBatchRequest;
import io.tiphys.v1.SubmitBatchResponse;
import io.tiphys.v1.WatchBatchRequest;
import io.tiphys.v1.WatchBatchResponse;
import jakarta.inject.Singleton;
import java.time.Duration;

/** {@code tiphys.v1.BatchService}: the caller streams items, and gets results while further items go in. */
@Singleton
final class BatchGrpcService implements BatchServiceGrpc.AsyncService, BindableService {
    /** The timeout of the first message; until this message arrives the caller is unknown. */
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(10);

    private final GrpcCallAuthenticator authenticator;
    private final SubmitBatch submitBatch;
    private final PreviewBatch previewBatch;
    private final BodyBudget budget;
    private final BatchReads reads;

    BatchGrpcService(
            GrpcCallAuthenticator authenticator,
            SubmitBatch submitBatch,
            PreviewBatch previewBatch,
            BodyBudget budget,
            BatchReads reads) {
        this.authenticator = authenticator;
        this.submitBatch = submitBatch;
        this.previewBatch = previewBatch;
        this.budget = budget;
        this.reads = reads;
    }

    /** Messages pass the interceptors as bytes, so that a too large or unreadable message is rejected like any other. */
    @Override
    public ServerServiceDefinition bindService() {
        return ServerInterceptors.useInputStreamMessages(BatchServiceGrpc.bindService(this));
    }

    @Override
    public StreamObserver<SubmitBatchRequest> submitBatch(StreamObserver<SubmitBatchResponse> observer) {
        var messages = IncomingMessages.<SubmitBatchRequest>of(observer);
        EventPump.start(
                observer, BatchMapper::response, SubmitBatchResponse.getDefaultInstance(), () -> opened(messages));
        return messages;
    }

    private EventPump.Opened<BatchEvent> opened(IncomingMessages<SubmitBatchRequest> messages) {
        Deadline timeout =
                Deadline.after(FIRST_MESSAGE).within(GrpcRequest.callerTime().orElse(FIRST_MESSAGE));
        BatchHeader header = messages.next(timeout)
                .filter(SubmitBatchRequest::hasHeader)
                .orElseThrow(BatchGrpcService::withoutHeader)
                .getHeader();
        CallContext callContext = authenticator.authenticate(header.getEnvironment(), header.getNamespace());
        GivenKeys keys = KeyedGrpcCall.given(header.getRequestId());
        var events = submitBatch.open(
                callContext,
                namespace(callContext, header),
                () -> command(
                        header,
                        keys,
                        header.hasSweep()
                                ? SweepMapper.swept(header.getSweep())
                                : new BatchContent.Items(new BatchMessages(
                                        messages,
                                        budget,
                                        callContext.environment().limits()))));
        return new EventPump.Opened<>(events, callContext.environment().limits().streamHeartbeat());
    }

    @Override
    public void previewBatch(PreviewBatchRequest request, StreamObserver<PreviewBatchResponse> observer) {
        BatchHeader header = request.getHeader();
        CallContext callContext = authenticator.authenticate(header.getEnvironment(), header.getNamespace());
        GivenKeys keys = KeyedGrpcCall.given(header.getRequestId());
        var preview = previewBatch.preview(
                callContext,
                namespace(callContext, header),
                () -> command(header, keys, SweepMapper.swept(header.getSweep())));
        observer.onNext(BatchMapper.preview(preview));
        observer.onCompleted();
    }

    @Override
    public void getBatch(GetBatchRequest request, StreamObserver<GetBatchResponse> observer) {
        observer.onNext(reads.get(request));
        observer.onCompleted();
    }

    @Override
    public void listBatches(ListBatchesRequest request, StreamObserver<ListBatchesResponse> observer) {
        observer.onNext(reads.list(request));
        observer.onCompleted();
    }

    @Override
    public void watchBatch(WatchBatchRequest request, StreamObserver<WatchBatchResponse> observer) {
        reads.watch(request, observer);
    }

    @Override
    public void getBatchOutputs(GetBatchOutputsRequest request, StreamObserver<GetBatchOutputsResponse> observer) {
        reads.outputs(request, observer);
    }

    @Override
    public void changeWorkflows(ChangeWorkflowsRequest request, StreamObserver<ChangeWorkflowsResponse> observer) {
        reads.change(request, observer);
    }

    private static BatchCommand command(BatchHeader header, GivenKeys keys, BatchContent content) {
        return new BatchCommand(keys, FieldMapper.text(header.getBatchId()), content, header.getStopAtFirstError());
    }

    private static Namespace namespace(CallContext callContext, BatchHeader header) {
        return callContext.environment().namespaceOrDefault(FieldMapper.namespace(header.getNamespace()));
    }

    private static RuntimeException withoutHeader() {
        return FieldMapper.invalid("batch-part", "header", "The first message of a batch has its header.");
    }
}
