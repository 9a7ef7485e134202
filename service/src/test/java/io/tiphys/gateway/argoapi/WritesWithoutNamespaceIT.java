package io.tiphys.gateway.argoapi;

import static io.tiphys.gateway.argoapi.ArgoMethod.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of gRPC can leave a namespace out everywhere, also where a path could not. */
final class WritesWithoutNamespaceIT {
    private static final ArgoApisUnderTest FACES = ArgoApisUnderTest.get();
    private static final ManagedChannel CHANNEL = ArgoMethod.channel(FACES.gateway());
    private static final byte[] DOCUMENT = message();

    record Write(String method, byte[] request) {
        @Override
        public String toString() {
            return method;
        }
    }

    @AfterAll
    static void close() {
        CHANNEL.shutdownNow();
    }

    static List<Write> writes() {
        return List.of(
                new Write("workflow.WorkflowService/CreateWorkflow", message(2, DOCUMENT)),
                new Write("workflow.WorkflowService/LintWorkflow", message(2, DOCUMENT)),
                new Write("workflow.WorkflowService/SubmitWorkflow", message(2, "WorkflowTemplate", 3, "any")),
                new Write("workflow.WorkflowService/ResubmitWorkflow", message(1, "any")),
                new Write("workflow.WorkflowService/RetryWorkflow", message(1, "any")),
                new Write("workflow.WorkflowService/SetWorkflow", message(1, "any")),
                new Write("workflow.WorkflowService/StopWorkflow", message(1, "any")),
                new Write("workflow.WorkflowService/DeleteWorkflow", message(1, "any")),
                new Write("workflowtemplate.WorkflowTemplateService/CreateWorkflowTemplate", message(2, DOCUMENT)),
                new Write("workflowtemplate.WorkflowTemplateService/LintWorkflowTemplate", message(2, DOCUMENT)),
                new Write("workflowtemplate.WorkflowTemplateService/UpdateWorkflowTemplate", message(1, "any")),
                new Write("workflowtemplate.WorkflowTemplateService/DeleteWorkflowTemplate", message(1, "any")),
                new Write("cronworkflow.CronWorkflowService/CreateCronWorkflow", message(2, DOCUMENT)),
                new Write("cronworkflow.CronWorkflowService/UpdateCronWorkflow", message(1, "any")),
                new Write("cronworkflow.CronWorkflowService/SuspendCronWorkflow", message(1, "any")),
                new Write("event.EventService/ReceiveEvent", message(2, "any")),
                new Write("sync.SyncService/CreateSyncLimit", message()),
                new Write("sensor.SensorService/CreateSensor", message()));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void areRefused(Write write) {
        String token = "Bearer " + FACES.scientist().token();
        try (RecordedStream answer = ArgoMethod.call(CHANNEL, write.method(), write.request(), token)) {
            assertThat(answer.awaitEnd()).startsWith("INVALID_ARGUMENT The request must name a namespace");
            assertThat(answer.pieces()).isEmpty();
        }
    }
}
