package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.tiphys.gateway.access.review.AccessDecision;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.v1.AccessDecider;
import io.tiphys.v1.DeleteWorkflowRequest;
import io.tiphys.v1.DocumentFormat;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.ListWorkflowsRequest;
import io.tiphys.v1.ResubmitWorkflowRequest;
import io.tiphys.v1.ResumeWorkflowRequest;
import io.tiphys.v1.RetryWorkflowRequest;
import io.tiphys.v1.StopWorkflowRequest;
import io.tiphys.v1.SubmitWorkflowRequest;
import io.tiphys.v1.SuspendWorkflowRequest;
import io.tiphys.v1.TerminateWorkflowRequest;
import io.tiphys.v1.Workflow;
import io.tiphys.v1.WorkflowReference;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkflowGrpcServiceTest {
    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final String HELLO = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: hello-}
            spec:
              entrypoint: main
              templates: [{name: main, container: {image: busybox}}]
            """;

    private GrpcApiUnderTest door;

    @BeforeEach
    void open() {
        door = new GrpcApiUnderTest(TestEnvironments.wideLimits());
        door.core.argo.holds(FakeArgo.workflow("hello", "Running", "7"));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void submitsTheDocumentAndSaysWhoDecided() {
        var response = door.workflows()
                .submitWorkflow(SubmitWorkflowRequest.newBuilder()
                        .setWorkflow(ByteString.copyFromUtf8(HELLO))
                        .build());

        assertThat(response.getWorkflow().getName()).isEqualTo("created");
        assertThat(response.getDecidedBy()).isEqualTo(AccessDecider.ACCESS_DECIDER_KUBERNETES);
        assertThat(door.core.argo.asked).containsExactly("submit science/");
        assertThat((String) door.core.argo.arguments.getFirst())
                .contains(response.getSubmissionId())
                .contains("busybox");
    }

    @Test
    void onlyValidatesWhenAskedTo() {
        door.workflows()
                .submitWorkflow(SubmitWorkflowRequest.newBuilder()
                        .setNamespace("other")
                        .setFormat(DocumentFormat.DOCUMENT_FORMAT_YAML)
                        .setWorkflow(ByteString.copyFromUtf8(HELLO))
                        .setValidateOnly(true)
                        .build());

        assertThat(door.core.argo.asked).containsExactly("lint other/");
    }

    @Test
    void answersAWorkflowAsArgoHasIt() {
        Workflow workflow = door.workflows()
                .getWorkflow(GetWorkflowRequest.newBuilder()
                        .setWorkflow(reference("hello"))
                        .build())
                .getWorkflow();

        assertThat(workflow.getNamespace()).isEqualTo("science");
        assertThat(workflow.getName()).isEqualTo("hello");
        assertThat(workflow.getUid()).isEqualTo("uid-hello");
        assertThat(workflow.getResourceVersion()).isEqualTo("7");
        assertThat(workflow.getPhase()).isEqualTo("Running");
        assertThat(workflow.getProgress()).isEqualTo("1/2");
        assertThat(workflow.getMessage()).isEqualTo("a message");
        assertThat(workflow.getJson().toByteArray())
                .isEqualTo(FakeArgo.workflow("hello", "Running", "7").json());
    }

    @Test
    void listsAPageOfTheUsualSize() {
        door.workflows()
                .listWorkflows(ListWorkflowsRequest.newBuilder()
                        .setLabelSelector("a=b")
                        .setNamePrefix("hel")
                        .build());

        assertThat(door.core.argo.arguments)
                .containsExactly(new ListQuery(Optional.of("a=b"), Optional.of("hel"), 50, Optional.empty()));
    }

    @Test
    void walksThroughPages() {
        door.core.argo.holds(FakeArgo.workflow("second", "Running", "8"));
        var first = door.workflows()
                .listWorkflows(ListWorkflowsRequest.newBuilder().setPageSize(1).build());
        door.workflows()
                .listWorkflows(ListWorkflowsRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken(first.getNextPageToken())
                        .build());

        assertThat(first.getWorkflowsList()).hasSize(1);
        assertThat(((ListQuery) door.core.argo.arguments.getLast()).pageToken()).contains("more");
    }

    @Test
    void mapsEveryAction() {
        var stub = door.workflows();
        WorkflowReference hello = reference("hello");
        stub.stopWorkflow(StopWorkflowRequest.newBuilder()
                .setWorkflow(hello)
                .setMessage("enough")
                .setNodeFieldSelector("displayName=a")
                .build());
        stub.terminateWorkflow(
                TerminateWorkflowRequest.newBuilder().setWorkflow(hello).build());
        stub.suspendWorkflow(
                SuspendWorkflowRequest.newBuilder().setWorkflow(hello).build());
        stub.resumeWorkflow(ResumeWorkflowRequest.newBuilder()
                .setWorkflow(hello)
                .setNodeFieldSelector("displayName=b")
                .build());
        stub.retryWorkflow(RetryWorkflowRequest.newBuilder()
                .setWorkflow(hello)
                .setRestartSuccessful(true)
                .setNodeFieldSelector("displayName=c")
                .addParameters("a=1")
                .build());
        stub.resubmitWorkflow(ResubmitWorkflowRequest.newBuilder()
                .setWorkflow(hello)
                .setMemoized(true)
                .addParameters("a=2")
                .build());
        stub.deleteWorkflow(
                DeleteWorkflowRequest.newBuilder().setWorkflow(hello).build());

        assertThat(door.core.argo.arguments)
                .containsExactly(
                        new WorkflowAction.Stop(Optional.of("enough"), Optional.of("displayName=a")),
                        new WorkflowAction.Terminate(),
                        new WorkflowAction.Suspend(),
                        new WorkflowAction.Resume(Optional.of("displayName=b")),
                        Optional.empty(), // what runs again is read first, for the rule of service accounts
                        new WorkflowAction.Retry(true, Optional.of("displayName=c"), List.of("a=1")),
                        Optional.empty(),
                        new WorkflowAction.Resubmit(true, List.of("a=2")),
                        Optional.empty());
        assertThat(door.core.argo.asked.getLast()).isEqualTo("delete science/hello");
    }

    @Test
    void asksWhoCallsBeforeAnythingElse() {
        var nobody = WorkflowServiceGrpc.newBlockingStub(door.channel);

        Throwable failure = catchThrowable(() -> nobody.getWorkflow(GetWorkflowRequest.newBuilder()
                .setWorkflow(WorkflowReference.newBuilder().setEnvironment("nowhere"))
                .build()));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.CALLER_UNKNOWN);
    }

    @Test
    void answersAMissingRightWithTheManifestThatGrantsIt() {
        door.core.rights.decide(check -> new AccessDecision.Denied("no rule"));

        Throwable failure = catchThrowable(() -> get("hello"));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        Problem problem = StatusReader.problem(failure);
        assertThat(problem.reason()).isEqualTo(ErrorReason.ACCESS_DENIED);
        assertThat(problem.manifest().orElseThrow()).contains("kind: Role");
        assertThat(problem.metadata()).containsEntry("user", "ada").containsEntry("verb", "get");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void refusesANameThatIsNone() {
        Problem problem = StatusReader.problem(catchThrowable(() -> get("")));

        assertThat(problem.reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
        assertThat(problem.violations().getFirst().pointer()).isEqualTo("name");
    }

    @Test
    void refusesAFormatFromTheFuture() {
        Problem problem = StatusReader.problem(catchThrowable(() -> door.workflows()
                .submitWorkflow(
                        SubmitWorkflowRequest.newBuilder().setFormatValue(77).build())));

        assertThat(problem.reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
        assertThat(problem.violations().getFirst().pointer()).isEqualTo("format");
    }

    @Test
    void hidesWhatItDoesNotExpectAndKeepsServing() {
        door.core.argo.before = () -> {
            throw new IllegalStateException("secret inner workings");
        };

        Throwable failure = catchThrowable(() -> get("hello"));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(failure).hasMessageNotContaining("secret");
        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.INTERNAL);
        door.core.argo.before = () -> {};
        assertThat(get("hello").getName()).isEqualTo("hello");
    }

    @Test
    void answersWithTheCallersRequestId() {
        assertThat(requestIdAnsweredTo("my-id.7")).isEqualTo("my-id.7");
        assertThat(requestIdAnsweredTo("not usable\u007f")).matches("[0-9a-f-]{36}");
        assertThat(requestIdAnsweredTo("x".repeat(65))).matches("[0-9a-f-]{36}");
    }

    @Test
    void putsTheRequestIdIntoErrors() {
        Metadata metadata = new Metadata();
        metadata.put(REQUEST_ID, "id-of-this-call");
        Throwable failure = catchThrowable(() -> door.workflows()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .getWorkflow(GetWorkflowRequest.newBuilder()
                        .setWorkflow(reference("absent"))
                        .build()));

        var status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
        Metadata trailers = Objects.requireNonNull(Status.trailersFromThrowable(failure));
        assertThat(StatusReader.requestId(status)).isEqualTo("id-of-this-call");
        assertThat(trailers.get(REQUEST_ID)).isEqualTo("id-of-this-call");
    }

    private String requestIdAnsweredTo(String given) {
        Metadata metadata = new Metadata();
        metadata.put(REQUEST_ID, given);
        var headers = new AtomicReference<Metadata>();
        door.workflows()
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(metadata),
                        MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
                .getWorkflow(GetWorkflowRequest.newBuilder()
                        .setWorkflow(reference("hello"))
                        .build());
        return Objects.requireNonNull(headers.get().get(REQUEST_ID));
    }

    private Workflow get(String name) {
        return door.workflows()
                .getWorkflow(GetWorkflowRequest.newBuilder()
                        .setWorkflow(reference(name))
                        .build())
                .getWorkflow();
    }

    private static WorkflowReference reference(String name) {
        return WorkflowReference.newBuilder().setName(name).build();
    }
}
