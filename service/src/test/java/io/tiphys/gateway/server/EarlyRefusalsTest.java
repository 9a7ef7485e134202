package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals over HTTP/2 that come before the request has ended. */
final class EarlyRefusalsTest {
    private static final String HEALTH_WATCH = "/grpc.health.v1.Health/Watch";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inFrontOf(9, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** A client that meets CANCEL may drop the answer that it has read (hyperium/h2#633, curl 7.88). */
    @ParameterizedTest
    @CsvSource({
        "/v1/environments/lab/namespaces/science/workflows, application/json, 401",
        "/api/v1/workflows/science, application/json, 401",
        "/tiphys.v1.WorkflowService/SubmitWorkflow, application/grpc, 200",
        "/workflow.WorkflowService/CreateWorkflow, application/grpc, 200"
    })
    void leaveTheStreamOpenForWhatTheClientStillSends(String path, String type, String status) throws IOException {
        try (FrameClient client = new FrameClient(gateway.port())) {
            int stream = client.open(false, head(path, type));
            Until.until(
                    "it is refused", () -> client.answered(stream, ":status").equals(status));
            for (int i = 0; i < 3; i++) {
                client.frame(FrameClient.DATA, 0, stream, new byte[16_000]);
            }
            client.frame(FrameClient.DATA, FrameClient.END_STREAM, stream, new byte[0]);
            int next = client.open(false, head(path, type));
            Until.until(
                    "the connection serves the next",
                    () -> client.answered(next, ":status").equals(status));
            assertThat(client.resets()).doesNotContainKey(stream);
            assertThat(client.isEnded()).isFalse();
        }
    }

    /** The limit is 32 KiB. */
    @ParameterizedTest
    @CsvSource({
        "34000, /v1/environments, application/json, 431",
        "48000, /v1/environments, application/json, 431",
        "100000, /api/v1/version, application/json, 431",
        "100000, /tiphys.v1.WorkflowService/SubmitWorkflow, application/grpc, 200",
        "48000, /workflow.WorkflowService/CreateWorkflow, application/grpc, 200"
    })
    void tellHeadersThatAreTooLargeWithoutEndingOtherStreams(int size, String path, String type, String status)
            throws IOException {
        try (FrameClient client = new FrameClient(gateway.port())) {
            int watch = client.openGrpc(HEALTH_WATCH);
            client.frame(FrameClient.DATA, FrameClient.END_STREAM, watch, new byte[5]);
            Until.until(
                    "the watch has begun",
                    () -> !client.answered(watch, ":status").isEmpty());
            int large = client.next();
            String[] head = java.util.Arrays.copyOf(head(path, type), 14);
            head[12] = "x-long";
            head[13] = "a".repeat(size);
            client.head(large, FrameClient.block(head));
            Until.until("it is refused", () -> client.answered(large, ":status").equals(status));
            if (type.endsWith("grpc")) {
                assertThat(client.answered(large, "grpc-status")).isEqualTo("3");
                assertThat(client.answered(large, "grpc-message")).contains("32768 bytes");
            } else {
                assertThat(client.answered(large, "content-type")).endsWith("json");
            }
            assertThat(client.answered(large, "x-request-id")).isNotEmpty();
            assertThat(client.isEnded()).isFalse();
            assertThat(client.resets()).doesNotContainKey(watch);
        }
    }

    private static String[] head(String path, String type) {
        return new String[] {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            path,
            ":authority",
            "x",
            "content-type",
            type,
            "te",
            "trailers"
        };
    }
}
