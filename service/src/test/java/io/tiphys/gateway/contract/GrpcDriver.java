package io.tiphys.gateway.contract;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.v1.DeleteWorkflowRequest;
import io.tiphys.v1.DocumentFormat;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.LintFilesRequest;
import io.tiphys.v1.LintFilesResponse;
import io.tiphys.v1.LintServiceGrpc;
import io.tiphys.v1.ListEnvironmentsRequest;
import io.tiphys.v1.ListWorkflowsRequest;
import io.tiphys.v1.ListWorkflowsResponse;
import io.tiphys.v1.NumberRange;
import io.tiphys.v1.PreflightRequest;
import io.tiphys.v1.PreflightWorkflowRequest;
import io.tiphys.v1.ResubmitWorkflowRequest;
import io.tiphys.v1.ResumeWorkflowRequest;
import io.tiphys.v1.RetryWorkflowRequest;
import io.tiphys.v1.StopWorkflowRequest;
import io.tiphys.v1.StreamLogsRequest;
import io.tiphys.v1.StreamLogsResponse;
import io.tiphys.v1.SubmitWorkflowRequest;
import io.tiphys.v1.SubmitWorkflowResponse;
import io.tiphys.v1.SuspendWorkflowRequest;
import io.tiphys.v1.TerminateWorkflowRequest;
import io.tiphys.v1.WatchWorkflowsRequest;
import io.tiphys.v1.WatchWorkflowsResponse;
import io.tiphys.v1.Workflow;
import io.tiphys.v1.WorkflowFinding;
import io.tiphys.v1.WorkflowPreflight;
import io.tiphys.v1.WorkflowReference;
import io.tiphys.v1.WorkflowServiceGrpc;
import io.tiphys.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The generated stubs over a real channel. */
final class GrpcDriver implements GatewayDriver {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    GrpcDriver(int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    @Override
    public Submitted submit(Call call, byte[] document, MediaType mediaType, boolean validateOnly) {
        DocumentFormat format = switch (mediaType) {
            case JSON -> DocumentFormat.DOCUMENT_FORMAT_JSON;
            case YAML -> DocumentFormat.DOCUMENT_FORMAT_YAML;
            case NONE -> DocumentFormat.DOCUMENT_FORMAT_UNSPECIFIED;
        };
        SubmitWorkflowResponse answer = answer(() -> workflows(call)
                .submitWorkflow(SubmitWorkflowRequest.newBuilder()
                        .setEnvironment(call.environment().orElse(""))
                        .setNamespace(call.namespace().orElse(""))
                        .setWorkflow(ByteString.copyFrom(document))
                        .setFormat(format)
                        .setValidateOnly(validateOnly)
                        .setRequestId(call.key().orElse(""))
                        .build()));
        String decidedBy = answer.getDecidedBy().name().replace("ACCESS_DECIDER_", "");
        return new Submitted(
                view(answer.getWorkflow()),
                answer.getSubmissionId(),
                decidedBy,
                rules(answer.getWarningsList()),
                answer.hasPreflight() ? Optional.of(preflight(answer.getPreflight())) : Optional.empty(),
                answer.getReplayed());
    }

    @Override
    public PreflightView preflight(Call call, byte[] document) {
        PreflightWorkflowRequest request = PreflightWorkflowRequest.newBuilder()
                .setEnvironment(call.environment().orElse(""))
                .setNamespace(call.namespace().orElse(""))
                .setWorkflow(ByteString.copyFrom(document))
                .build();
        return preflight(
                answer(() -> workflows(call).preflightWorkflow(request)).getPreflight());
    }

    @Override
    public List<LintedView> lint(Call call, List<SourceView> files) {
        List<LintFilesRequest> requests = files.stream()
                .map(file -> LintFilesRequest.newBuilder()
                        .setEnvironment(call.environment().orElse(""))
                        .setName(file.name())
                        .setContent(ByteString.copyFrom(file.content()))
                        .build())
                .toList();
        return answer(() -> new TwoWayCall<LintFilesRequest, LintFilesResponse>(
                                with(LintServiceGrpc.newStub(channel), call)::lintFiles)
                        .make(requests))
                .stream()
                .map(file -> new LintedView(file.getName(), file.getValid(), rules(file.getFindingsList())))
                .toList();
    }

    private static List<RuleView> rules(List<WorkflowFinding> findings) {
        return findings.stream()
                .map(one -> new RuleView(
                        one.getRule(),
                        one.getSeverity().name().replace("FINDING_SEVERITY_", ""),
                        one.getPointer(),
                        one.getLine(),
                        one.getColumn(),
                        one.getMessage(),
                        Optional.of(one.getHint()).filter(hint -> !hint.isEmpty()),
                        one.getLink()))
                .toList();
    }

    private static PreflightView preflight(WorkflowPreflight preflight) {
        NumberRange pods = preflight.getCost().getPods();
        return new PreflightView(
                preflight.getRunnable(),
                preflight.getFindingsList().stream().map(GrpcDriver::finding).toList(),
                pods.getLeast(),
                pods.hasMost() ? OptionalLong.of(pods.getMost()) : OptionalLong.empty(),
                Optional.of(preflight.getManifest()).filter(text -> !text.isEmpty()),
                Optional.of(preflight.getCheckManifest()).filter(text -> !text.isEmpty()));
    }

    private static FindingView finding(WorkflowFinding finding) {
        return new FindingView(
                finding.getRule(),
                finding.getSeverity().name().replace("FINDING_SEVERITY_", ""),
                finding.getPointer(),
                finding.getLine(),
                finding.getMissingPermissionsList().stream()
                        .map(right -> right.getUser() + " " + right.getVerb() + " " + right.getResource())
                        .toList());
    }

    @Override
    public WorkflowView get(Call call, String name) {
        GetWorkflowRequest request = GetWorkflowRequest.newBuilder()
                .setWorkflow(reference(call, name))
                .build();
        return view(answer(() -> workflows(call).getWorkflow(request)).getWorkflow());
    }

    @Override
    public Page list(Call call, ListOptions options) {
        ListWorkflowsResponse answer = answer(() -> workflows(call)
                .listWorkflows(ListWorkflowsRequest.newBuilder()
                        .setEnvironment(call.environment().orElse(""))
                        .setNamespace(call.namespace().orElse(""))
                        .setLabelSelector(options.labelSelector().orElse(""))
                        .setNamePrefix(options.namePrefix().orElse(""))
                        .setPageSize(options.pageSize())
                        .setPageToken(options.token().orElse(""))
                        .build()));
        return new Page(
                answer.getWorkflowsList().stream().map(GrpcDriver::view).toList(),
                Optional.of(answer.getNextPageToken()).filter(token -> !token.isEmpty()));
    }

    @Override
    public WorkflowView change(Call call, String name, WorkflowAction action) {
        WorkflowReference reference = reference(call, name);
        return view(answer(() -> {
            WorkflowServiceBlockingStub stub = workflows(call);
            return switch (action) {
                case WorkflowAction.Stop stop ->
                    stub.stopWorkflow(StopWorkflowRequest.newBuilder()
                                    .setWorkflow(reference)
                                    .setMessage(stop.message().orElse(""))
                                    .setNodeFieldSelector(
                                            stop.nodeFieldSelector().orElse(""))
                                    .build())
                            .getWorkflow();
                case WorkflowAction.Terminate terminate ->
                    stub.terminateWorkflow(TerminateWorkflowRequest.newBuilder()
                                    .setWorkflow(reference)
                                    .build())
                            .getWorkflow();
                case WorkflowAction.Suspend suspend ->
                    stub.suspendWorkflow(SuspendWorkflowRequest.newBuilder()
                                    .setWorkflow(reference)
                                    .build())
                            .getWorkflow();
                case WorkflowAction.Resume resume ->
                    stub.resumeWorkflow(ResumeWorkflowRequest.newBuilder()
                                    .setWorkflow(reference)
                                    .setNodeFieldSelector(
                                            resume.nodeFieldSelector().orElse(""))
                                    .build())
                            .getWorkflow();
                case WorkflowAction.Retry retry ->
                    stub.retryWorkflow(RetryWorkflowRequest.newBuilder()
                                    .setWorkflow(reference)
                                    .setRestartSuccessful(retry.restartSuccessful())
                                    .setNodeFieldSelector(
                                            retry.nodeFieldSelector().orElse(""))
                                    .addAllParameters(retry.parameters())
                                    .setRequestId(call.key().orElse(""))
                                    .build())
                            .getWorkflow();
                case WorkflowAction.Resubmit resubmit ->
                    stub.resubmitWorkflow(ResubmitWorkflowRequest.newBuilder()
                                    .setWorkflow(reference)
                                    .setMemoized(resubmit.memoized())
                                    .addAllParameters(resubmit.parameters())
                                    .setRequestId(call.key().orElse(""))
                                    .build())
                            .getWorkflow();
            };
        }));
    }

    @Override
    public void delete(Call call, String name) {
        DeleteWorkflowRequest request = DeleteWorkflowRequest.newBuilder()
                .setWorkflow(reference(call, name))
                .build();
        answer(() -> workflows(call).deleteWorkflow(request));
    }

    @Override
    public Stream<Change> watch(Call call, Optional<String> name, Optional<String> resourceVersion) {
        WatchWorkflowsRequest request = WatchWorkflowsRequest.newBuilder()
                .setEnvironment(call.environment().orElse(""))
                .setNamespace(call.namespace().orElse(""))
                .setName(name.orElse(""))
                .setResourceVersion(resourceVersion.orElse(""))
                .build();
        return new Responses<>(
                () -> workflows(call).watchWorkflows(request),
                (WatchWorkflowsResponse response) -> response.hasChange()
                        ? Optional.of(new Change(
                                response.getChange().getType().name().replace("CHANGE_TYPE_", ""),
                                view(response.getChange().getWorkflow())))
                        : Optional.empty());
    }

    @Override
    public Stream<Line> logs(Call call, String name, boolean follow) {
        StreamLogsRequest request = StreamLogsRequest.newBuilder()
                .setWorkflow(reference(call, name))
                .setFollow(follow)
                .build();
        return new Responses<>(
                () -> workflows(call).streamLogs(request),
                (StreamLogsResponse response) -> response.hasLine()
                        ? Optional.of(new Line(
                                response.getLine().getPodName(),
                                response.getLine().getContent()))
                        : Optional.empty());
    }

    @Override
    public BatchDriver batches() {
        return new GrpcBatches(channel);
    }

    @Override
    public List<String> environments(Call call) {
        return answer(() -> with(EnvironmentServiceGrpc.newBlockingStub(channel), call)
                        .listEnvironments(ListEnvironmentsRequest.getDefaultInstance()))
                .getEnvironmentsList()
                .stream()
                .map(io.tiphys.v1.Environment::getName)
                .toList();
    }

    @Override
    public List<String> failedChecks(Call call) {
        PreflightRequest request = PreflightRequest.newBuilder()
                .setEnvironment(call.environment().orElse(""))
                .build();
        return answer(() -> with(EnvironmentServiceGrpc.newBlockingStub(channel), call)
                        .preflight(request))
                .getFindingsList()
                .stream()
                .filter(finding -> !finding.getPassed())
                .map(io.tiphys.v1.PreflightFinding::getCheck)
                .toList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private WorkflowServiceBlockingStub workflows(Call call) {
        return with(WorkflowServiceGrpc.newBlockingStub(channel), call);
    }

    static <S extends AbstractStub<S>> S with(S stub, Call call) {
        Metadata metadata = new Metadata();
        call.token().ifPresent(token -> metadata.put(AUTHORIZATION, "Bearer " + token));
        S authorized = stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        return call.time()
                .map(time -> authorized.withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS))
                .orElse(authorized);
    }

    private static WorkflowReference reference(Call call, String name) {
        return WorkflowReference.newBuilder()
                .setEnvironment(call.environment().orElse(""))
                .setNamespace(call.namespace().orElse(""))
                .setName(name)
                .build();
    }

    static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            throw new Refusal(GrpcRefusals.view(e));
        }
    }

    private static WorkflowView view(Workflow workflow) {
        return new WorkflowView(
                workflow.getNamespace(),
                workflow.getName(),
                workflow.getUid(),
                workflow.getResourceVersion(),
                workflow.getPhase(),
                workflow.getProgress(),
                workflow.getMessage(),
                workflow.getJson().toStringUtf8());
    }

    /** A server stream that can be cancelled. */
    static final class Responses<R, T> implements Stream<T> {
        private final Context.CancellableContext context = Context.current().withCancellation();
        private final Iterator<R> responses;
        private final Function<R, Optional<T>> mapping;

        Responses(Supplier<Iterator<R>> opener, Function<R, Optional<T>> mapping) {
            this.mapping = mapping;
            Context before = context.attach();
            try {
                responses = opener.get();
            } finally {
                context.detach(before);
            }
        }

        @Override
        public Optional<T> next() {
            return answer(() -> {
                while (responses.hasNext()) {
                    Optional<T> mapped = mapping.apply(responses.next());
                    if (mapped.isPresent()) {
                        return mapped;
                    }
                }
                return Optional.empty();
            });
        }

        @Override
        public void close() {
            context.cancel(null);
        }
    }
}
