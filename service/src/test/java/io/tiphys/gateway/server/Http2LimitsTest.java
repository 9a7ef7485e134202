package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one connection can do to the gateway without a token, on the wire. */
final class Http2LimitsTest {
    private static final String WATCH = "/grpc.health.v1.Health/Watch";
    private static final int MOST_STREAMS = 60;
    private static final int MOST_ANONYMOUS = 160;
    private static final int OF_ONE_ADDRESS = MOST_ANONYMOUS / 4;
    private static final int MOST_RESETS = 100;
    private static final int MOST_HEADERS = 8192;

    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    private static Server argo;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service("/page", (context, request) -> com.linecorp.armeria.common.HttpResponse.of("page"))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(),
                Map.of(
                        "tiphys.server.max-streams-per-connection", MOST_STREAMS,
                        "tiphys.server.max-anonymous-streams", MOST_ANONYMOUS,
                        "tiphys.server.max-resets-per-minute", MOST_RESETS,
                        "tiphys.server.max-header-size", MOST_HEADERS));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        argo.stop().join();
    }

    private static FrameClient connect() throws IOException {
        return new FrameClient(gateway.port());
    }

    private static String[] get(String path, String... more) {
        String[] head = {":method", "GET", ":scheme", "http", ":path", path, ":authority", "x"};
        String[] all = java.util.Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return all;
    }

    private static void requireAlive() throws IOException {
        try (FrameClient fresh = connect()) {
            int page = fresh.open(true, get("/page"));
            Until.until(
                    "another connection is served",
                    () -> fresh.answered(page, ":status").equals("200"));
        }
    }

    /** A caller without a token, whose request stays open because its body does not come. */
    @Test
    void boundsTheStreamsOfAConnection() throws IOException {
        try (FrameClient client = connect()) {
            Until.until("settings", () -> !client.settings().isEmpty());
            assertThat(client.settings()).containsEntry(FrameClient.MAX_CONCURRENT_STREAMS, MOST_STREAMS);
            for (int i = 0; i < 3 * MOST_STREAMS; i++) {
                client.open(
                        false,
                        ":method",
                        "POST",
                        ":scheme",
                        "http",
                        ":path",
                        "/api/v1/events/science/x",
                        ":authority",
                        "x");
            }
            Until.until("the rest is refused", () -> client.resets().size() == 2 * MOST_STREAMS);
            assertThat(client.resets().values()).containsOnly(REFUSED_STREAM);
        }
        requireAlive();
    }

    @Test
    void boundsTheWatchesOfHealthThatAnAddressHasAndLeavesRoomForChecks() throws IOException {
        try (FrameClient first = connect();
                FrameClient second = connect()) {
            for (int i = 0; i < MOST_STREAMS; i++) {
                message(first, first.openGrpc(WATCH));
            }
            Until.until(
                    "more are refused", () -> first.answersWith("grpc-status", "8") == MOST_STREAMS - OF_ONE_ADDRESS);
            int another = second.openGrpc(WATCH);
            Until.until(
                    "on any connection",
                    () -> second.answered(another, "grpc-status").equals("8"));
            assertThat(second.answered(another, "grpc-message")).contains("without a token");
            int check = second.openGrpc("/grpc.health.v1.Health/Check");
            message(second, check);
            Until.until(
                    "a check is answered",
                    () -> second.answered(check, "grpc-status").equals("0"));
        }
        try (FrameClient later = connect()) {
            Until.until("there is room again", () -> {
                int watch = later.openGrpc(WATCH);
                message(later, watch);
                Until.until("an answer", () -> !later.answered(watch, ":status").isEmpty());
                return later.answered(watch, "grpc-status").isEmpty();
            });
        }
    }

    private static void message(FrameClient client, int stream) {
        client.frame(FrameClient.DATA, FrameClient.END_STREAM, stream, new byte[5]);
    }

    /** CVE-2023-44487: opened and cancelled at once. */
    @Test
    void endsAConnectionThatCancelsItsStreams() throws IOException {
        try (FrameClient client = connect()) {
            for (int i = 0; i <= MOST_RESETS && !client.isEnded(); i++) {
                int stream = client.open(true, get("/page"));
                client.frame(FrameClient.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            Until.until("the connection ends", client::isEnded);
            assertThat(client.goneAway()).containsOnly(ENHANCE_YOUR_CALM);
        }
        requireAlive();
    }

    /** CVE-2025-55163: made the server cancel them. */
    @Test
    void endsAConnectionThatHasItsStreamsCancelled() throws IOException {
        try (FrameClient client = connect()) {
            for (int i = 0; i < 1_000 && !client.isEnded(); i++) {
                client.open(true, ":method", "GET", ":path", "/page", ":authority", "x");
            }
            Until.until("the connection ends", client::isEnded);
            assertThat(client.goneAway()).containsOnly(ENHANCE_YOUR_CALM);
        }
        requireAlive();
    }

    @Test
    void endsAConnectionThatSendsAHeadInEndlesslyManyFrames() throws IOException {
        try (FrameClient client = connect()) {
            int stream = client.next();
            client.frame(FrameClient.HEADERS, 0, stream, FrameClient.block(get("/page")));
            for (int i = 0; i < 100_000 && !client.isEnded(); i++) {
                client.frame(FrameClient.CONTINUATION, 0, stream, new byte[0]);
            }
            Until.until("the connection ends", client::isEnded);
        }
        requireAlive();
    }

    @Test
    void answersTooManyHeadersWithoutEndingOtherStreams() throws IOException {
        try (FrameClient client = connect()) {
            int watch = client.openGrpc(WATCH);
            message(client, watch);
            Until.until(
                    "the watch has begun",
                    () -> !client.answered(watch, ":status").isEmpty());
            int large = client.next();
            client.head(large, FrameClient.block(get("/page", "x-long", "a".repeat(MOST_HEADERS))));
            Until.until(
                    "the large one is answered",
                    () -> client.answered(large, ":status").equals("431"));
            int page = client.open(true, get("/page"));
            Until.until(
                    "a later one is served",
                    () -> client.answered(page, ":status").equals("200"));
            assertThat(client.isEnded()).isFalse();
            assertThat(client.resets()).doesNotContainKey(watch);
        }
    }

    /** 4 KB that are remembered, and called 16,000 times in one frame: 64 MB for 20 KB. */
    @Test
    void doesNotUnfoldFieldsThatAreCalledAgainAndAgain() throws IOException {
        try (FrameClient client = connect()) {
            ByteBuf block = Unpooled.buffer();
            block.writeBytes(FrameClient.block(get("/page")));
            block.writeByte(0x40);
            FrameClient.literal(block, "x");
            FrameClient.literal(block, "a".repeat(4_000));
            for (int i = 0; i < 16_000; i++) {
                block.writeByte(0x80 | 62);
            }
            int bomb = client.next();
            client.head(bomb, FrameClient.bytes(block));
            Until.until(
                    "it is refused",
                    () -> client.isEnded() || client.answered(bomb, ":status").equals("431"));
            assertThat(client.answered(bomb, ":status")).isNotEqualTo("200");
        }
        requireAlive();
    }
}
