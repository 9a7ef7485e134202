package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * How bodies pass, over a server that sends and takes as much as it is let: a real one cannot be made to. The calls are
 * those that pass without a caller, because what is looked at comes after that.
 */
final class PassingBodiesTest {
    private static final int PIECE = 64 * 1024;
    private static final long LARGE = 256L << 20;

    /** What may lie in buffers of both connections and of the gateway, far below what is sent. */
    private static final long HELD = 24L << 20;

    /** As many as an environment judges by, and a few more. */
    private static final int CALLS_OF_A_CIRCUIT = 55;

    private static final AtomicLong SENT = new AtomicLong();
    private static final AtomicLong TAKEN = new AtomicLong();
    private static final AtomicInteger OPEN = new AtomicInteger();

    private static Server argo;
    private static RunningGateway gateway;
    private static ClientFactory clients;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .service("/endless", (context, request) -> endless(context))
                .service("/large", (context, request) -> large())
                .service(
                        "/trailers",
                        (context, request) -> HttpResponse.of(
                                ResponseHeaders.of(200), HttpData.ofUtf8("body"), HttpHeaders.of("x-checksum", "7")))
                .service("/api/v1/future/idle", (context, request) -> taking(request, 0))
                .service("/api/v1/future/open", (context, request) -> {
                    OPEN.incrementAndGet();
                    request.whenComplete().handle((done, failure) -> OPEN.decrementAndGet());
                    return taking(request, Long.MAX_VALUE);
                })
                .service("/api/v1/future/count", (context, request) -> taking(request, Long.MAX_VALUE))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of());
        clients = ClientFactory.builder().build();
    }

    @AfterAll
    static void stop() {
        clients.close();
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    private static HttpResponse endless(ServiceRequestContext context) {
        OPEN.incrementAndGet();
        HttpResponseWriter writer = HttpResponse.streaming();
        writer.whenComplete().whenComplete((done, failure) -> OPEN.decrementAndGet());
        writer.write(ResponseHeaders.of(200));
        writer.write(HttpData.ofUtf8("begun\n"));
        return writer;
    }

    private static HttpResponse large() {
        HttpResponseWriter writer = HttpResponse.streaming();
        writer.write(ResponseHeaders.of(200));
        SENT.set(0);
        send(writer);
        return writer;
    }

    private static void send(HttpResponseWriter writer) {
        if (SENT.get() >= LARGE) {
            writer.close();
        } else if (writer.tryWrite(HttpData.wrap(new byte[PIECE]))) {
            SENT.addAndGet(PIECE);
            writer.whenConsumed().thenRun(() -> send(writer));
        }
    }

    private static HttpResponse taking(HttpRequest request, long wanted) {
        TAKEN.set(0);
        var answer = new CompletableFuture<HttpResponse>();
        request.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                if (wanted > 0) {
                    subscription.request(wanted);
                }
            }

            @Override
            public void onNext(HttpObject piece) {
                TAKEN.addAndGet(piece instanceof HttpData data ? data.length() : 0);
            }

            @Override
            public void onError(Throwable failure) {
                answer.complete(HttpResponse.of(400));
            }

            @Override
            public void onComplete() {
                answer.complete(HttpResponse.of(Long.toString(TAKEN.get())));
            }
        });
        return HttpResponse.of(answer);
    }

    @Test
    void holdsTheArgoServerBackForAReaderThatDoesNotRead() throws IOException {
        try (Socket reader = get("/large")) {
            long settled = Until.settled(SENT::get);
            assertThat(settled).isPositive().isLessThan(HELD);
            assertThat(reader.getInputStream().readNBytes(64 << 20)).hasSize(64 << 20);
            Until.until("the server goes on", () -> SENT.get() > settled);
        }
    }

    @Test
    void holdsASenderBackWhomTheArgoServerDoesNotRead() {
        HttpRequestWriter request = HttpRequest.streaming(
                RequestHeaders.of(HttpMethod.POST, "/api/v1/future/idle", "authorization", "Bearer v2:whoever"));
        HttpResponse response = client().execute(request);
        AtomicLong written = new AtomicLong();
        write(request, written, LARGE);
        assertThat(Until.settled(written::get)).isPositive().isLessThan(HELD);
        response.abort();
    }

    @Test
    void passesABodyThatIsLargerThanAnythingThatIsRead() {
        HttpRequestWriter request = HttpRequest.streaming(
                RequestHeaders.of(HttpMethod.POST, "/api/v1/future/count", "authorization", "Bearer v2:whoever"));
        var answer = client().execute(request).aggregate();
        write(request, new AtomicLong(), 100L << 20);
        assertThat(answer.join().contentUtf8()).isEqualTo(Long.toString(100L << 20));
    }

    @Test
    void endsTheCallAtTheArgoServerWhenItsReaderGoesAway() throws IOException {
        try (Socket reader = get("/endless")) {
            Until.until("the call is there", () -> OPEN.get() == 1);
            reader.getInputStream().readNBytes(20);
        }
        Until.until("the call has ended", () -> OPEN.get() == 0);
    }

    /** Or anybody could have the circuit opened for everybody. */
    @ParameterizedTest
    @EnumSource(
            value = SessionProtocol.class,
            names = {"H1C", "H2C"})
    void doesNotTakeCallersWhoBreakOffForAFaultOfTheArgoServer(SessionProtocol protocol) {
        for (int i = 0; i < CALLS_OF_A_CIRCUIT; i++) {
            HttpRequestWriter request = HttpRequest.streaming(
                    RequestHeaders.of(HttpMethod.POST, "/api/v1/future/open", "authorization", "Bearer v2:whoever"));
            request.write(HttpData.ofUtf8("{"));
            HttpResponse response = client(protocol).execute(request);
            Until.until("the call is there", () -> OPEN.get() == 1);
            response.abort();
            Until.until("the call has ended", () -> OPEN.get() == 0);
        }
        assertThat(client().get("/trailers").aggregate().join().status().code()).isEqualTo(200);
    }

    @Test
    void passesTrailers() {
        assertThat(client().get("/trailers").aggregate().join().trailers().get("x-checksum"))
                .isEqualTo("7");
    }

    private static void write(HttpRequestWriter request, AtomicLong written, long whole) {
        if (written.get() >= whole) {
            request.close();
        } else if (request.tryWrite(HttpData.wrap(new byte[PIECE]))) {
            written.addAndGet(PIECE);
            request.whenConsumed().thenRun(() -> write(request, written, whole));
        }
    }

    private static WebClient client() {
        return client(SessionProtocol.H2C);
    }

    private static WebClient client(SessionProtocol protocol) {
        return WebClient.builder(protocol.uriText() + "://127.0.0.1:" + gateway.port())
                .factory(clients)
                .responseTimeoutMillis(60_000)
                .writeTimeoutMillis(0)
                .maxResponseLength(0)
                .build();
    }

    private static Socket get(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
