package io.tiphys.gateway.argo.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Verdict;
import io.tiphys.gateway.argo.client.connection.ArgoConnections;
import io.tiphys.gateway.argo.client.connection.TracedRequests;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.client.request.PassingRequest;
import io.tiphys.gateway.argo.client.request.PassingRequest.Body;
import io.tiphys.gateway.argo.client.request.PassingRequest.Origin;
import io.tiphys.gateway.argo.client.request.PassingRequest.Pace;
import io.tiphys.gateway.argo.client.request.PassingRequest.Until;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.tracing.Tracing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the circuit breaker is told of calls that pass, over real connections: what the upstream did, and no caller's doing. */
final class CircuitBlameTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ToldCapacity capacity = new ToldCapacity();
    private Server upstream;
    private Server gateway;
    private ArgoConnections connections;
    private volatile boolean callersTime;
    private volatile Duration time = LONG;

    @BeforeEach
    void open() {
        upstream = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .service(
                        "/status/{status}",
                        (context, request) -> HttpResponse.of(request.aggregate()
                                .thenApply(whole -> HttpResponse.of(Integer.parseInt(context.pathParam("status"))))))
                .service("/silence", (context, request) -> HttpResponse.streaming())
                .build();
        upstream.start().join();
        serve(URI.create("http://127.0.0.1:" + upstream.activeLocalPort()));
    }

    private void serve(URI argo) {
        close(gateway);
        closeConnections();
        connections = new ArgoConnections(
                new ArgoServerAccess(argo, Optional.empty(), false, Optional.empty()),
                Duration.ofSeconds(2),
                new TracedRequests(Tracing.off(), "lab"));
        Forwarder forwarder = new Forwarder(connections, capacity);
        gateway = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .serviceUnder("/", (context, request) -> {
                    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
                    Thread worker = Thread.ofVirtual().unstarted(() -> {
                        try {
                            answer.complete(
                                    forwarder.send(passing(context, request), Optional.of(BearerToken.of("token"))));
                        } catch (RuntimeException e) {
                            answer.complete(HttpResponse.of(599));
                        }
                    });
                    context.whenRequestCancelling().thenRun(worker::interrupt);
                    worker.start();
                    return HttpResponse.of(answer);
                })
                .build();
        gateway.start().join();
    }

    private PassingRequest passing(ServiceRequestContext context, HttpRequest request) {
        return new PassingRequest(
                RequestHeaders.of(request.method(), request.path()),
                false,
                new Body(request::withHeaders, false),
                Effect.READ,
                time,
                callersTime,
                Until.END,
                new Pace(LONG, LONG),
                Pool.CALLS,
                Requester.GATEWAY,
                new Origin(
                        context,
                        () -> context.isCancelled()
                                || request.whenComplete().isCompletedExceptionally()
                                || request.isOpen()));
    }

    @AfterEach
    void close() {
        close(gateway);
        close(upstream);
        closeConnections();
    }

    private void closeConnections() {
        if (connections != null) {
            connections.close();
        }
    }

    private static void close(Server server) {
        if (server != null) {
            server.closeAsync();
        }
    }

    @ParameterizedTest
    @CsvSource({"200, HEALTHY", "400, HEALTHY", "404, HEALTHY", "500, HEALTHY", "503, FAILED", "502, FAILED"})
    void anAnswerTellsOfTheServer(int status, Verdict verdict) throws InterruptedException {
        client().get("/status/" + status).aggregate().join();

        assertThat(capacity.verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"true, NOTHING", "false, FAILED"})
    void silenceCountsWhenTheTimeIsTheEnvironmentsAndNotTheCallers(boolean callers, Verdict verdict)
            throws InterruptedException {
        callersTime = callers;
        time = SHORT;
        client().get("/silence").aggregate().join();

        assertThat(capacity.verdict()).isEqualTo(verdict);
    }

    @Test
    void aCallerWhoGoesAwayTellsNothing() throws InterruptedException {
        HttpResponse response = client().get("/silence");
        capacity.awaitTaken();
        response.abort();

        assertThat(capacity.verdict()).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void aCallerWhoBreaksItsRequestOffTellsNothing() throws InterruptedException {
        HttpRequestWriter half = HttpRequest.streaming(RequestHeaders.of(HttpMethod.POST, "/status/200"));
        HttpResponse response = client().execute(half);
        half.write(HttpData.ofUtf8("half"));
        capacity.awaitTaken();
        half.abort();
        response.abort();

        assertThat(capacity.verdict()).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void aServerThatIsNotThereHasFailed() throws IOException, InterruptedException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        serve(URI.create("http://127.0.0.1:" + free));
        client().get("/status/200").aggregate().join();

        assertThat(capacity.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aServerThatHangsUpHasFailed() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
            CompletableFuture<?> answer = client().get("/status/200").aggregate();
            try (var connection = socket.accept()) {
                assertThat(connection.getInputStream().read()).isPositive();
            }
            answer.join();
        }

        assertThat(capacity.verdict()).isEqualTo(Verdict.FAILED);
    }

    private WebClient client() {
        return WebClient.builder("h2c://127.0.0.1:" + gateway.activeLocalPort())
                .responseTimeoutMillis(0)
                .build();
    }

    /** Gives every permit, and remembers what it was told. */
    private static final class ToldCapacity implements UpstreamCapacity {
        private final BlockingQueue<Boolean> taken = new LinkedBlockingQueue<>();
        private final BlockingQueue<UpstreamEnd> told = new LinkedBlockingQueue<>();

        @Override
        public Permit take(Pool pool, Requester requester) {
            taken.add(true);
            return new Permit() {
                @Override
                public void ended(UpstreamEnd end) {
                    told.add(end);
                }

                @Override
                public boolean slow() {
                    return true;
                }

                @Override
                public void release() {
                    // nothing is counted
                }
            };
        }

        void awaitTaken() throws InterruptedException {
            assertThat(taken.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        Verdict verdict() throws InterruptedException {
            UpstreamEnd end = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            return end.verdict();
        }
    }
}
