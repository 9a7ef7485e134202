package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.call.GrpcRequest;
import io.tiphys.gateway.grpc.call.KeyedGrpcCall;
import io.tiphys.gateway.grpc.mapper.ActionMapper;
import io.tiphys.gateway.grpc.mapper.PreflightMapper;
import io.tiphys.gateway.grpc.mapper.QueryMapper;
import io.tiphys.gateway.grpc.mapper.SubmissionMapper;
import io.tiphys.gateway.grpc.mapper.WorkflowMapper;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.preflight.PreflightWorkflow;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.v1.DeleteWorkflowRequest;
import io.tiphys.v1.DeleteWorkflowResponse;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.GetWorkflowResponse;
import io.tiphys.v1.ListWorkflowsRequest;
import io.tiphys.v1.ListWorkflowsResponse;
import io.tiphys.v1.PreflightWorkflowRequest;
import io.tiphys.v1.PreflightWorkflowResponse;
import io.tiphys.v1.ResubmitWorkflowRequest;
import io.tiphys.v1.ResubmitWorkflowResponse;
import io.tiphys.v1.ResumeWorkflowRequest;
import io.tiphys.v1.ResumeWorkflowResponse;
import io.tiphys.v1.RetryWorkflowRequest;
import io.tiphys.v1.RetryWorkflowResponse;
import io.tiphys.v1.StopWorkflowRequest;
import io.tiphys.v1.StopWorkflowResponse;
import io.tiphys.v1.StreamLogsRequest;
import io.tiphys.v1.StreamLogsResponse;
import io.tiphys.v1.SubmitWorkflowRequest;
import io.tiphys.v1.SubmitWorkflowResponse;
import io.tiphys.v1.SuspendWorkflowRequest;
import io.tiphys.v1.SuspendWorkflowResponse;
import io.tiphys.v1.TerminateWorkflowRequest;
import io.tiphys.v1.TerminateWorkflowResponse;
import io.tiphys.v1.WatchWorkflowsRequest;
import io.tiphys.v1.WatchWorkflowsResponse;
import io.tiphys.v1.WorkflowReference;
import io.tiphys.v1.WorkflowServiceGrpc;
import jakarta.inject.Singleton;

/** {@code tiphys.v1.WorkflowService}: authenticates each call, maps the request, runs the use case, and maps the result. */
@Singleton
final class WorkflowGrpcService implements WorkflowServiceGrpc.AsyncService, BindableService {
    private final GrpcCallAuthenticator authenticator;
    private final SubmitWorkflow submissions;
    private final PreflightWorkflow preflights;
    private final GetWorkflow reader;
    private final ListWorkflows lister;
    private final WorkflowChanges changes;
    private final WorkflowStreams streams;

    WorkflowGrpcService(
            GrpcCallAuthenticator authenticator,
            SubmitWorkflow submissions,
            PreflightWorkflow preflights,
            GetWorkflow reader,
            ListWorkflows lister,
            WorkflowChanges changes,
            WorkflowStreams streams) {
        this.authenticator = authenticator;
        this.submissions = submissions;
        this.preflights = preflights;
        this.reader = reader;
        this.lister = lister;
        this.changes = changes;
        this.streams = streams;
    }

    /** Messages pass the interceptors as bytes, so that a too large or unreadable message is rejected like any other. */
    @Override
    public ServerServiceDefinition bindService() {
        return ServerInterceptors.useInputStreamMessages(WorkflowServiceGrpc.bindService(this));
    }

    @Override
    public void submitWorkflow(SubmitWorkflowRequest request, StreamObserver<SubmitWorkflowResponse> observer) {
        CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
        var submission = submissions.submit(SubmissionMapper.command(callContext, request));
        KeyedGrpcCall.answered(submission.replayed());
        GrpcRequest.current().call().workflow(submission.workflow().summary().name());
        answer(observer, SubmissionMapper.response(submission));
    }

    @Override
    public void preflightWorkflow(
            PreflightWorkflowRequest request, StreamObserver<PreflightWorkflowResponse> observer) {
        CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
        answer(observer, PreflightMapper.response(preflights.preflight(PreflightMapper.command(callContext, request))));
    }

    @Override
    public void getWorkflow(GetWorkflowRequest request, StreamObserver<GetWorkflowResponse> observer) {
        WorkflowReference reference = request.getWorkflow();
        CallContext callContext = authenticator.authenticate(reference);
        WorkflowObject workflow = reader.get(
                callContext, FieldMapper.namespace(reference.getNamespace()), new WorkflowName(reference.getName()));
        answer(
                observer,
                GetWorkflowResponse.newBuilder()
                        .setWorkflow(WorkflowMapper.workflow(workflow))
                        .build());
    }

    @Override
    public void listWorkflows(ListWorkflowsRequest request, StreamObserver<ListWorkflowsResponse> observer) {
        CallContext callContext = authenticator.authenticate(request.getEnvironment(), request.getNamespace());
        var page = lister.list(callContext, FieldMapper.namespace(request.getNamespace()), QueryMapper.list(request));
        answer(observer, WorkflowMapper.page(page));
    }

    @Override
    public void watchWorkflows(WatchWorkflowsRequest request, StreamObserver<WatchWorkflowsResponse> observer) {
        streams.watch(request, observer);
    }

    @Override
    public void streamLogs(StreamLogsRequest request, StreamObserver<StreamLogsResponse> observer) {
        streams.logs(request, observer);
    }

    @Override
    public void stopWorkflow(StopWorkflowRequest request, StreamObserver<StopWorkflowResponse> observer) {
        var workflow = changes.change(request.getWorkflow(), ActionMapper.stop(request));
        answer(observer, StopWorkflowResponse.newBuilder().setWorkflow(workflow).build());
    }

    @Override
    public void terminateWorkflow(
            TerminateWorkflowRequest request, StreamObserver<TerminateWorkflowResponse> observer) {
        var workflow = changes.change(request.getWorkflow(), new WorkflowAction.Terminate());
        answer(
                observer,
                TerminateWorkflowResponse.newBuilder().setWorkflow(workflow).build());
    }

    @Override
    public void suspendWorkflow(SuspendWorkflowRequest request, StreamObserver<SuspendWorkflowResponse> observer) {
        var workflow = changes.change(request.getWorkflow(), new WorkflowAction.Suspend());
        answer(
                observer,
                SuspendWorkflowResponse.newBuilder().setWorkflow(workflow).build());
    }

    @Override
    public void resumeWorkflow(ResumeWorkflowRequest request, StreamObserver<ResumeWorkflowResponse> observer) {
        var workflow = changes.change(request.getWorkflow(), ActionMapper.resume(request));
        answer(
                observer,
                ResumeWorkflowResponse.newBuilder().setWorkflow(workflow).build());
    }

    @Override
    public void retryWorkflow(RetryWorkflowRequest request, StreamObserver<RetryWorkflowResponse> observer) {
        var done = changes.changeOnce(request.getWorkflow(), ActionMapper.retry(request), request.getRequestId());
        answer(
                observer,
                RetryWorkflowResponse.newBuilder()
                        .setWorkflow(done.answer())
                        .setReplayed(done.replayed())
                        .build());
    }

    @Override
    public void resubmitWorkflow(ResubmitWorkflowRequest request, StreamObserver<ResubmitWorkflowResponse> observer) {
        var done = changes.changeOnce(request.getWorkflow(), ActionMapper.resubmit(request), request.getRequestId());
        answer(
                observer,
                ResubmitWorkflowResponse.newBuilder()
                        .setWorkflow(done.answer())
                        .setReplayed(done.replayed())
                        .build());
    }

    @Override
    public void deleteWorkflow(DeleteWorkflowRequest request, StreamObserver<DeleteWorkflowResponse> observer) {
        changes.delete(request.getWorkflow());
        answer(observer, DeleteWorkflowResponse.getDefaultInstance());
    }

    private static <R> void answer(StreamObserver<R> observer, R response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
