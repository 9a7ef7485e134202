package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.server.body.ResponsePieces;
import io.tiphys.gateway.server.body.ResponseReadTimeout;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers over HTTP/2 that give their responses no window, or little of it. */
final class UnreadResponsesTest {
    private static final Duration TIME = Duration.ofMillis(400);
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int WHOLE = 1 << 20;

    private static Server argo;
    private static Server ours;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service("/page", (context, request) -> HttpResponse.of("page"))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(), Map.of("tiphys.server.answer-timeout", TIME.toMillis() + "ms"));
        ours = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .service(
                        "/whole",
                        (context, request) -> ResponsePieces.response(
                                ResponseHeaders.of(200), new byte[WHOLE], com.linecorp.armeria.common.HttpHeaders.of()))
                .service("/silent", (context, request) -> silent(context.eventLoop()))
                .decorator(service -> new ResponseReadTimeout(service, TIME))
                .build();
        ours.start().join();
    }

    @AfterAll
    static void stop() {
        ArmeriaServers.stop(ours);
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    /** A stream that begins, says nothing for three periods, and ends. */
    private static HttpResponse silent(java.util.concurrent.ScheduledExecutorService executor) {
        HttpResponseWriter stream = HttpResponse.streaming();
        stream.write(ResponseHeaders.of(200));
        stream.write(HttpData.ofUtf8("begun"));
        executor.schedule(
                () -> {
                    stream.write(com.linecorp.armeria.common.HttpHeaders.of("x-end", "reached"));
                    stream.close();
                },
                3 * TIME.toMillis(),
                TimeUnit.MILLISECONDS);
        return stream;
    }

    /** A page of the gateway, one of the Argo Server, and a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/page", "/v1/environments"})
    void endsAResponseOfEachApiThatIsNotRead(String path) throws IOException {
        try (FrameClient client = withWindow(gateway.port(), 0)) {
            int call = client.open(true, get(path));
            Until.until("the response is ended", () -> client.resets().containsKey(call) || client.isEnded());
        }
    }

    @Test
    void endsAMessageThatIsNotRead() throws IOException {
        try (FrameClient client = withWindow(gateway.port(), 0)) {
            int check = client.openGrpc("/grpc.health.v1.Health/Check");
            client.frame(FrameClient.DATA, FrameClient.END_STREAM, check, new byte[5]);
            Until.until("the response is ended", () -> client.resets().containsKey(check));
        }
    }

    @Test
    void endsAWholeResponseOfWhichTooLittleIsRead() throws IOException {
        try (FrameClient client = withWindow(ours.activeLocalPort(), 16)) {
            int call = client.open(true, get("/whole"));
            Until.until("the response is ended", () -> {
                client.frame(WINDOW_UPDATE, 0, call, new byte[] {0, 0, 0, 1}); // a byte now and then
                return client.resets().containsKey(call);
            });
        }
    }

    @Test
    void letsAStreamBeSilent() throws IOException {
        try (FrameClient client = withWindow(ours.activeLocalPort(), 65_535)) {
            int call = client.open(true, get("/silent"));
            Until.until("the stream ends", () -> !client.answered(call, "x-end").isEmpty());
            assertThat(client.resets()).isEmpty();
        }
    }

    private static FrameClient withWindow(int port, int size) throws IOException {
        FrameClient client = new FrameClient(port);
        client.frame(
                FrameClient.SETTINGS, 0, 0, new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, (byte) (size >> 8), (byte) size});
        return client;
    }

    private static String[] get(String path) {
        return new String[] {":method", "GET", ":scheme", "http", ":path", path, ":authority", "x"};
    }
}
