package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Metadata;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.AuditLines;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.grpc.interceptor.RequestInterceptor;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.v1.GetWorkflowRequest;
import io.tiphys.v1.PreflightRequest;
import io.tiphys.v1.WatchWorkflowsRequest;
import io.tiphys.v1.WatchWorkflowsResponse;
import io.tiphys.v1.WorkflowReference;
import io.tiphys.v1.WorkflowServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallRecordTest {
    private final AuditLines audit = new AuditLines();
    private final GrpcApiUnderTest door = new GrpcApiUnderTest(TestEnvironments.wideLimits());

    @AfterEach
    void close() {
        door.close();
        audit.close();
    }

    @Test
    void tellsWhoDidWhatWhere() throws InterruptedException {
        door.core.argo.holds(FakeArgo.workflow("hello", "Running", "7"));

        named("my-id", door.workflows()).getWorkflow(get("hello"));

        assertThat(audit.of("my-id"))
                .containsEntry("api", "grpc")
                .containsEntry("operation", "getWorkflow")
                .containsEntry("request", "my-id")
                .containsEntry("caller", "ada")
                .containsEntry("environment", "lab")
                .containsEntry("namespace", "science")
                .containsEntry("workflow", "hello")
                .containsEntry("outcome", "OK")
                .containsKey("milliseconds");
        assertThat(calls("getWorkflow", "OK")).isEqualTo(1);
    }

    @Test
    void tellsWhyACallFailed() throws InterruptedException {
        Throwable failure =
                catchThrowable(() -> named("absent-one", door.workflows()).getWorkflow(get("absent")));

        assertThat(failure).isNotNull();
        assertThat(audit.of("absent-one"))
                .containsEntry("outcome", "WORKFLOW_NOT_FOUND")
                .containsEntry("caller", "ada");
        assertThat(calls("getWorkflow", "WORKFLOW_NOT_FOUND")).isEqualTo(1);
    }

    @Test
    void takesNothingOverThatAStrangerSays() throws InterruptedException {
        Throwable failure =
                catchThrowable(() -> named("of-a-stranger", WorkflowServiceGrpc.newBlockingStub(door.channel))
                        .getWorkflow(get("hello")));

        assertThat(failure).isNotNull();
        assertThat(audit.of("of-a-stranger"))
                .containsEntry("outcome", "CALLER_UNKNOWN")
                .containsEntry("caller", "-")
                .containsEntry("environment", "-")
                .containsEntry("namespace", "-");
    }

    @Test
    void refusesTwoTokens() throws InterruptedException {
        Metadata second = new Metadata();
        second.put(RequestInterceptor.AUTHORIZATION, "Bearer another");

        Throwable failure = catchThrowable(() -> named("two-tokens", door.workflows())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(second))
                .getWorkflow(get("hello")));

        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
        assertThat(audit.of("two-tokens")).containsEntry("outcome", "REQUEST_INVALID");
    }

    @Test
    void recordsAStreamWhenItHasEnded() throws InterruptedException {
        var watch = new ScriptedStream<WorkflowChange>()
                .item(new WorkflowChange(WorkflowChange.Type.ADDED, FakeArgo.workflow("hello", "Running", "1")));
        door.core.argo.watches.add(watch);
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();
        named("watch", door.streams()).watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);
        reader.next();
        assertThat(openStreams()).isEqualTo(1);
        assertThat(audit.has("watch")).isFalse();

        reader.call().cancel("enough", null);

        assertThat(audit.of("watch"))
                .containsEntry("operation", "watchWorkflows")
                .containsEntry("outcome", "CANCELLED");
        assertThat(openStreams()).isZero();
    }

    @Test
    void leavesHealthChecksOutAndNamesOperationsAsOpenApiDoes() throws InterruptedException {
        named("health", HealthGrpc.newBlockingStub(door.channel)).check(HealthCheckRequest.getDefaultInstance());
        named("preflight", door.environments()).preflight(PreflightRequest.getDefaultInstance());

        assertThat(audit.of("preflight")).containsEntry("operation", "preflightEnvironment");
        assertThat(audit.has("health")).isFalse();
    }

    /** The same stub, whose calls have this request id. */
    private static <S extends AbstractStub<S>> S named(String request, S stub) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), request);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private double openStreams() {
        return door.metrics
                .get("tiphys.streams.open")
                .tag("api", "grpc")
                .gauge()
                .value();
    }

    private long calls(String operation, String outcome) {
        return door.metrics
                .get("tiphys.calls")
                .tags("api", "grpc", "operation", operation, "environment", "lab", "outcome", outcome)
                .timer()
                .count();
    }

    private static GetWorkflowRequest get(String name) {
        return GetWorkflowRequest.newBuilder()
                .setWorkflow(
                        WorkflowReference.newBuilder().setNamespace("science").setName(name))
                .build();
    }
}
