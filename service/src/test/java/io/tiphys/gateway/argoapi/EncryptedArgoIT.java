package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Argo Server that speaks TLS, as one does that is started without further options. */
@Timeout(120)
final class EncryptedArgoIT {
    private final ArgoApisUnderTest faces = ArgoApisUnderTest.get();
    private final String token = faces.scientist().token();

    @Test
    void carriesCallsAndStreamsOfBothProtocols() throws IOException {
        try (OwnArgoServer argo = OwnArgoServer.startEncrypted(faces.cluster());
                TestNamespace namespace = faces.scientist().namespace();
                RunningGateway running = gateway(argo, namespace);
                ChangingWorkflow workflow =
                        ChangingWorkflow.create(faces.cluster().admin(), namespace.name(), faces.direct(), token)) {
            ArgoApiUnderTest face = new ArgoApiUnderTest("gateway", running.rest());
            for (String path : new String[] {
                "/api/v1/workflows/" + namespace.name(),
                "/v1/environments/argo/namespaces/" + namespace.name() + "/workflows"
            }) {
                PlainAnswer answer = PlainAnswer.get(face, path, "Bearer " + token);
                assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
                assertThat(answer.body()).as(path).contains(workflow.name());
            }
            ManagedChannel channel = ArgoMethod.channel(face);
            try {
                follow(face, channel, namespace, workflow);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private void follow(
            ArgoApiUnderTest face, ManagedChannel channel, TestNamespace namespace, ChangingWorkflow workflow) {
        byte[] inNamespace = ArgoMethod.message(1, namespace.name());
        try (RecordedStream listed = call(channel, "ListWorkflows", inNamespace);
                RecordedStream grpc = call(channel, "WatchWorkflows", inNamespace);
                RecordedStream http = EventLines.open(
                        face, "/api/v1/workflow-events/" + namespace.name(), EventLines.SERVER_SENT_EVENTS, token)) {
            listed.await(ArgoMethod.shown(workflow.name()));
            assertThat(listed.awaitEnd()).startsWith("OK");
            grpc.await(ArgoMethod.shown(workflow.name()));
            http.await(workflow.name());
            workflow.finish();
            grpc.await(ArgoMethod.shown("Succeeded"));
            http.await("Succeeded");
        }
    }

    private RecordedStream call(ManagedChannel channel, String method, byte[] message) {
        return ArgoMethod.call(channel, "workflow.WorkflowService/" + method, message, "Bearer " + token);
    }

    private RunningGateway gateway(OwnArgoServer argo, TestNamespace namespace) throws IOException {
        return RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        argo.face().uri(),
                        GatewayAccount.forDirect(faces.cluster()).access(),
                        namespace)
                .direct()
                .with("argo-server.ca-file", argo.certificate().toString()));
    }
}
