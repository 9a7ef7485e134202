package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Metadata;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
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
import java.util.Map;
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
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), "my-id");

        door.workflows()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .getWorkflow(get("hello"));

        assertThat(audit.next())
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
        Throwable failure = catchThrowable(() -> door.workflows().getWorkflow(get("absent")));

        assertThat(failure).isNotNull();
        assertThat(audit.next()).containsEntry("outcome", "WORKFLOW_NOT_FOUND").containsEntry("caller", "ada");
        assertThat(calls("getWorkflow", "WORKFLOW_NOT_FOUND")).isEqualTo(1);
    }

    @Test
    void takesNothingOverThatAStrangerSays() throws InterruptedException {
        Throwable failure = catchThrowable(
                () -> WorkflowServiceGrpc.newBlockingStub(door.channel).getWorkflow(get("hello")));

        assertThat(failure).isNotNull();
        assertThat(audit.next())
                .containsEntry("outcome", "CALLER_UNKNOWN")
                .containsEntry("caller", "-")
                .containsEntry("environment", "-")
                .containsEntry("namespace", "-");
    }

    @Test
    void refusesTwoTokens() throws InterruptedException {
        Metadata second = new Metadata();
        second.put(RequestInterceptor.AUTHORIZATION, "Bearer another");

        Throwable failure = catchThrowable(() -> door.workflows()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(second))
                .getWorkflow(get("hello")));

        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
        assertThat(audit.next()).containsEntry("outcome", "REQUEST_INVALID");
    }

    @Test
    void recordsAStreamWhenItHasEnded() throws InterruptedException {
        var watch = new ScriptedStream<WorkflowChange>()
                .item(new WorkflowChange(WorkflowChange.Type.ADDED, FakeArgo.workflow("hello", "Running", "1")));
        door.core.argo.watches.add(watch);
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();
        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);
        reader.next();
        assertThat(openStreams()).isEqualTo(1);
        assertThat(audit.isEmpty()).isTrue();

        reader.call().cancel("enough", null);

        assertThat(audit.next()).containsEntry("operation", "watchWorkflows").containsEntry("outcome", "CANCELLED");
        assertThat(openStreams()).isZero();
    }

    @Test
    void leavesHealthChecksOutAndNamesOperationsAsOpenApiDoes() throws InterruptedException {
        HealthGrpc.newBlockingStub(door.channel).check(HealthCheckRequest.getDefaultInstance());
        door.environments().preflight(PreflightRequest.getDefaultInstance());

        Map<String, String> first = audit.next();

        assertThat(first).containsEntry("operation", "preflightEnvironment");
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
