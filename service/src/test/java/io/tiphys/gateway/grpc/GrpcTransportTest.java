package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.fakes.ByteMarshaller;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.grpc.interceptor.MessageSizeInterceptor;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.SubmitWorkflowRequest;
import io.tiphys.v1.WorkflowReference;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to calls that are too large, unreadable, unknown, cancelled or late. */
class GrpcTransportTest {
    private static final GetWorkflowRequest GET_HELLO = GetWorkflowRequest.newBuilder()
            .setWorkflow(WorkflowReference.newBuilder().setName("hello"))
            .build();

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
    void refusesAMessageThatIsTooLargeWithItsReason() {
        Problem problem = StatusReader.problem(catchThrowable(() -> submit(MessageSizeInterceptor.LARGEST)));

        assertThat(problem.reason()).isEqualTo(ErrorReason.REQUEST_TOO_LARGE);
        assertThat(problem.metadata()).containsEntry("limit", "5308416");
    }

    @Test
    void leavesTheSizeOfTheDocumentToTheUseCase() {
        Problem problem = StatusReader.problem(catchThrowable(() -> submit(5 * 1024 * 1024 + 1)));

        assertThat(problem.reason()).isEqualTo(ErrorReason.WORKFLOW_TOO_LARGE);
    }

    @Test
    void refusesACompressedMessageThatIsTooLargeWithItsReason() {
        Throwable failure = catchThrowable(
                () -> door.workflows().withCompression("gzip").submitWorkflow(document(9 * 1024 * 1024)));

        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.REQUEST_TOO_LARGE);
    }

    @Test
    void cutsOffWhatIsLargerThanTheTransportTakes() {
        Throwable failure = catchThrowable(() -> submit(9 * 1024 * 1024));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        Throwable failure = catchThrowable(() ->
                call(WorkflowServiceGrpc.getGetWorkflowMethod().getFullMethodName(), new byte[] {(byte) 0xff, 0x01}));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
    }

    @Test
    void answersAnUnknownMethodWithItsReason() {
        Throwable failure = catchThrowable(() -> call("tiphys.v1.WorkflowService/Juggle", new byte[0]));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.METHOD_NOT_ALLOWED);
    }

    @Test
    void longErrorsReachAClientWithUsualLimits() {
        door.core.argo.before = () -> {
            throw new GatewayException(Problem.of(ErrorReason.WORKFLOW_INVALID, "Ä".repeat(3_000))
                    .withViolations(Collections.nCopies(500, Violation.ofParameter("rule", "/spec", "wrong")))
                    .withManifest("x".repeat(20_000)));
        };

        Problem problem =
                StatusReader.problem(catchThrowable(() -> door.workflows().getWorkflow(GET_HELLO)));

        assertThat(problem.reason()).isEqualTo(ErrorReason.WORKFLOW_INVALID);
        assertThat(problem.violations()).isNotEmpty();
    }

    @Test
    void stopsWaitingWhenTheCallerCancels() throws InterruptedException {
        var waiting = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        door.core.argo.before = () -> waitForever(waiting, interrupted);
        var future = GrpcApiUnderTest.authorized(WorkflowServiceGrpc.newFutureStub(door.channel))
                .getWorkflow(GET_HELLO);
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

        future.cancel(true);

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        door.core.argo.before = () -> {};
        assertThat(door.workflows().getWorkflow(GET_HELLO).getWorkflow().getName())
                .isEqualTo("hello");
    }

    @Test
    void stopsWaitingWhenTheCallersDeadlinePasses() throws InterruptedException {
        var waiting = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        door.core.argo.before = () -> waitForever(waiting, interrupted);

        Throwable failure = catchThrowable(() ->
                door.workflows().withDeadlineAfter(300, TimeUnit.MILLISECONDS).getWorkflow(GET_HELLO));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void worksOnVirtualThreads() {
        var virtual = new AtomicBoolean();
        door.core.argo.before = () -> virtual.set(Thread.currentThread().isVirtual());

        door.workflows().getWorkflow(GET_HELLO);

        assertThat(virtual).isTrue();
    }

    private void submit(int size) {
        door.workflows().submitWorkflow(document(size));
    }

    private static SubmitWorkflowRequest document(int size) {
        return SubmitWorkflowRequest.newBuilder()
                .setWorkflow(ByteString.copyFrom(new byte[size]))
                .build();
    }

    private void call(String fullMethodName, byte[] message) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(fullMethodName)
                .setRequestMarshaller(new ByteMarshaller())
                .setResponseMarshaller(new ByteMarshaller())
                .build();
        ClientCalls.blockingUnaryCall(door.channel, method, CallOptions.DEFAULT, message);
    }

    private static void waitForever(CountDownLatch waiting, CountDownLatch interrupted) {
        waiting.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        }
    }
}
