package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        ArmeriaServers.stop(argo);
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

    /** A request whose body does not come. */
    private static void openWaiting(FrameClient client) {
        client.open(
                false, ":method", "POST", ":scheme", "http", ":path", "/api/v1/events/science/x", ":authority", "x");
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
            for (int i = 0; i < 2 * MOST_STREAMS; i++) {
                openWaiting(client);
            }
            Until.until("the rest is refused", () -> client.resets().size() == MOST_STREAMS);
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
    void endsAConnectionThatOpensStreamsAboveTheLimitAgainAndAgain() throws IOException {
        try (FrameClient client = connect()) {
            for (int i = 0; i < 10_000 && !client.isEnded(); i++) {
                openWaiting(client);
            }
            Until.until("the connection ends", client::isEnded);
        }
        requireAlive();
    }

    /** Every frame that carries nothing of a request (CVE-2019-9512, CVE-2019-9515 and their kin). */
    @ParameterizedTest
    @CsvSource({"2, 1, 5", "4, 0, 0", "6, 0, 8", "8, 0, 4", "9, 0, 0", "66, 0, 0", "66, 1, 100"})
    void endsAConnectionThatSendsFramesWithoutARequest(int type, int stream, int length) throws IOException {
        try (FrameClient client = connect()) {
            byte[] payload = new byte[length];
            if (length > 0) {
                payload[length - 1] = 3; // a window grows, and a stream depends on another
            }
            for (int i = 0; i < 10_000 && !client.isEnded(); i++) {
                client.frame(type, 0, stream, payload);
            }
            Until.until("the connection ends", client::isEnded);
        }
        requireAlive();
    }

    @Test
    void givesTheBudgetOfFramesBackWithTime() throws IOException {
        try (FrameClient client = connect()) {
            for (int minute = 0; minute < 4; minute++) {
                for (int i = 0; i < MOST_RESETS * 3 / 4; i++) {
                    client.frame(FrameClient.PING, 0, 0, new byte[8]);
                }
                int page = client.open(true, get("/page"));
                Until.until(
                        "it is served", () -> client.answered(page, ":status").equals("200"));
                gateway.leap(Duration.ofMinutes(1));
            }
            assertThat(client.isEnded()).isFalse();
        }
    }

    @Test
    void forgetsFailuresWithTime() throws IOException {
        try (FrameClient client = connect()) {
            client.frame(FrameClient.WINDOW_UPDATE, 0, 0, new byte[] {1, 0, 0, 0}); // for all answers
            for (int i = 0; i < 400 && !client.isEnded(); i++) {
                int refused = client.open(true, get("/v1/whoami"));
                Until.until(
                        "it is answered or over",
                        () -> client.isEnded()
                                || client.answered(refused, ":status").equals("401"));
                gateway.leap(Duration.ofMillis(50));
            }
            assertThat(client.isEnded()).isFalse();
            assertThat(client.goneAway()).isEmpty();
        }
    }

    /** Too large for the gateway, and for its codec. */
    @ParameterizedTest
    @ValueSource(ints = {2 * MOST_HEADERS, HeaderLimit.CODEC * MOST_HEADERS})
    void endsAConnectionWhoseHeadsAreTooLargeAgainAndAgain(int length) throws IOException {
        try (FrameClient client = connect()) {
            byte[] large = FrameClient.block(get("/page", "x-long", "a".repeat(length)));
            for (int i = 0; i < 2_000 && !client.isEnded(); i++) {
                client.head(client.next(), large);
            }
            Until.until("the connection ends", client::isEnded);
        }
        requireAlive();
    }

    /** Whatever fails: no token, a made-up one, a call without a token above its limit. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/whoami", "/api/v1/version", WATCH})
    void endsAConnectionWhoseCallsFailWithoutACaller(String path) throws IOException {
        try (FrameClient client = connect()) {
            for (int i = 0; i < 5_000 && !client.isEnded(); i++) {
                int stream = path.equals(WATCH) ? client.openGrpc(path) : client.open(true, get(path));
                Until.until(
                        "it is answered, refused or over",
                        () -> client.isEnded()
                                || path.equals(WATCH)
                                || !client.goneAway().isEmpty()
                                || !client.answered(stream, ":status").isEmpty());
            }
            Until.until("the connection ends", client::isEnded);
        }
        requireAlive();
    }

    @Test
    void endsAConnectionOfHttp1WhoseCallsFailWithoutACaller() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            InputStream answers = socket.getInputStream();
            Thread.ofVirtual().start(() -> {
                try {
                    byte[] request = "GET /v1/whoami HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 5_000; i++) {
                        socket.getOutputStream().write(request);
                    }
                } catch (IOException e) {
                    // the connection was closed, which is what the test waits for
                }
            });
            long bytes = 0;
            try {
                bytes = answers.transferTo(OutputStream.nullOutputStream());
            } catch (SocketException e) {
                // what was still on its way when the connection was closed
            }
            assertThat(bytes / 5_000).as("bytes, of which an answer has more").isLessThan(200);
        }
        requireAlive();
    }

    /** As gRPC does it: a PING that measures, and windows that grow. */
    @Test
    void letsAClientThatReadsAnswersSendFramesForThem() throws IOException {
        try (FrameClient client = connect()) {
            for (int i = 0; i < 3 * MOST_RESETS; i++) {
                int page = client.open(true, get("/page"));
                Until.until(
                        "it is served", () -> client.answered(page, ":status").equals("200"));
                client.frame(FrameClient.PING, 0, 0, new byte[8]);
                client.frame(FrameClient.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 4});
                client.frame(FrameClient.SETTINGS, 0, 0, new byte[0]);
            }
            assertThat(client.isEnded()).isFalse();
        }
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
