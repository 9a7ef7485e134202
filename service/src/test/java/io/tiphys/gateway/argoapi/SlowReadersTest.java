package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an answer may take, over a server that sends as much as is read of it, or stops: a real one cannot be made to. */
final class SlowReadersTest {
    private static final int PIECE = 64 * 1024;
    private static final long LARGE = 96L << 20;

    private static final AtomicLong SENT = new AtomicLong();
    private static final AtomicInteger ENDED = new AtomicInteger();

    private static Server argo;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .service("/large", (context, request) -> large())
                .service("/stopping", (context, request) -> stopping())
                .service("/silent", (context, request) -> counted(HttpResponse.streaming()))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(),
                Map.of(
                        "tiphys.environments.lab.limits.call-timeout",
                        "1500ms",
                        "tiphys.server.answer-timeout",
                        "1500ms"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    @BeforeEach
    void forget() {
        SENT.set(0);
        ENDED.set(0);
    }

    private static HttpResponse counted(HttpResponseWriter writer) {
        writer.whenComplete().whenComplete((done, failure) -> ENDED.incrementAndGet());
        return writer;
    }

    private static HttpResponse stopping() {
        HttpResponseWriter writer = HttpResponse.streaming();
        writer.write(ResponseHeaders.of(200));
        writer.write(HttpData.ofUtf8("begun"));
        return counted(writer);
    }

    private static HttpResponse large() {
        HttpResponseWriter writer = HttpResponse.streaming();
        writer.write(ResponseHeaders.of(200));
        send(writer);
        return counted(writer);
    }

    private static void send(HttpResponseWriter writer) {
        if (SENT.get() >= LARGE) {
            writer.close();
        } else if (writer.tryWrite(HttpData.wrap(new byte[PIECE]))) {
            SENT.addAndGet(PIECE);
            writer.whenConsumed().thenRun(() -> send(writer));
        }
    }

    /** It takes a good second to find that nothing moves any more, so the whole takes more than twice the time of a call. */
    @Test
    void letsAReaderTakeLongerThanACallMay() throws IOException {
        try (Socket reader = get("/large")) {
            InputStream body = reader.getInputStream();
            long read = 0;
            for (int i = 0; i < 4; i++) {
                assertThat(Until.settled(SENT::get)).isLessThan(LARGE);
                read += body.readNBytes(16 << 20).length;
            }
            read += body.readAllBytes().length;
            assertThat(read).isGreaterThan(LARGE);
        }
    }

    @Test
    void cutsAReaderWhoStops() throws IOException {
        try (Socket reader = get("/large")) {
            Until.until("the call at the Argo Server has ended", () -> ENDED.get() == 1);
            assertThat((long) reader.getInputStream().readAllBytes().length).isLessThan(LARGE);
        }
    }

    @Test
    void cutsAnAnswerThatDoesNotGoOn() throws IOException {
        try (Socket reader = get("/stopping")) {
            assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200")
                    .contains("begun")
                    .doesNotEndWith("0\r\n\r\n");
            Until.until("the call at the Argo Server has ended", () -> ENDED.get() == 1);
        }
    }

    @Test
    void doesNotWaitLongerForAnAnswerToBegin() throws IOException {
        try (Socket reader = get("/silent")) {
            assertThat(new String(reader.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 504");
        }
    }

    private static Socket get(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
