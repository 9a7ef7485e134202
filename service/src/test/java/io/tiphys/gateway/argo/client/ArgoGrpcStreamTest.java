package io.tiphys.gateway.argo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.argo.client.connection.ArgoConnections;
import io.tiphys.gateway.argo.client.connection.TracedRequests;
import io.tiphys.gateway.argo.client.framing.Framing;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.tracing.Tracing;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over gRPC, of a server that answers just what a test tells it to. */
@SuppressWarnings("NullAway.Init") // every test starts a server with a script of its own
class ArgoGrpcStreamTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ArgoRequest REQUEST =
            ArgoRequest.grpc("logs.Service/Follow", "asked".getBytes(StandardCharsets.UTF_8));
    private static final StreamFormat<String> WATCH = format(true);
    private static final StreamFormat<String> LOG = format(false);
    private static final ResponseHeaders HEAD = ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc");

    private final CountDownLatch reset = new CountDownLatch(1);
    private Server server;
    private ArgoClients clients;
    private SubmissionEnvironment environment;

    @AfterEach
    void close() {
        clients.close();
        ArmeriaServers.stop(server);
    }

    @Test
    void readsMessagesHoweverTheyAreCutIntoPieces() {
        byte[] large = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        ArgoStream<String> stream = open(LOG, message -> {
            HttpResponseWriter answer = begun();
            byte[] all = ByteBuffer.allocate(2 * 5 + message.length + large.length)
                    .put(frame(message))
                    .put(frame(large))
                    .array();
            for (int from = 0; from < all.length; from += 1001) {
                answer.write(HttpData.wrap(all, from, Math.min(1001, all.length - from)));
            }
            answer.write(HttpHeaders.of("grpc-status", "0"));
            answer.close();
            return answer;
        });

        assertThat(stream.next(TIMEOUT)).isEqualTo(new Item<>("asked"));
        assertThat(stream.next(TIMEOUT)).isEqualTo(new Item<>(new String(large, StandardCharsets.UTF_8)));
        assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
    }

    @Test
    void refusesAtOpening() {
        assertThat(refusal(message -> status("16", "token not valid"))).isInstanceOf(CredentialRefusedException.class);
        close();
        assertThat(reason(refusal(message -> status("7", "not allowed")))).isEqualTo(ErrorReason.ACCESS_DENIED);
        close();
        assertThat(reason(refusal(message -> HttpResponse.of(503)))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
    }

    /** However slow the machine is on which the first connection is made. */
    private Throwable refusal(Function<byte[], HttpResponse> script) {
        serve(script);
        try (ArgoConnections connections = new ArgoConnections(
                        environment.argoServer(),
                        environment.limits().connectTimeout(),
                        new TracedRequests(Tracing.off(), environment.name()));
                ArgoStream<String> stream = ArgoClient.stream(
                        connections, BearerToken.of("t"), REQUEST, WATCH, Duration.ofSeconds(60), () -> {})) {
            return catchThrowable(() -> stream.awaitRefusal(Duration.ofSeconds(20)));
        }
    }

    @Test
    void tellsTheFailureOfTheTrailers() {
        ArgoStream<String> stream = open(WATCH, message -> ended("3", "too old resource version: 1 (2)"));

        assertThat(reason(catchThrowable(() -> stream.next(TIMEOUT)))).isEqualTo(ErrorReason.WATCH_EXPIRED);
    }

    @Test
    void endsAWatchQuietlyThatTheServerClosesAndNoLog() {
        assertThat(open(WATCH, message -> ended("8", "EOF")).next(TIMEOUT)).isEqualTo(new End<>());
        close();
        assertThat(open(WATCH, message -> ended("14", "transport is closing")).next(TIMEOUT))
                .isEqualTo(new End<>());
        close();
        ArgoStream<String> log = open(LOG, message -> ended("14", "transport is closing"));
        assertThat(reason(catchThrowable(() -> log.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
    }

    @Test
    void takesABodyWithoutAStatusForCut() {
        ArgoStream<String> log = open(LOG, message -> {
            HttpResponseWriter answer = begun();
            answer.write(HttpData.wrap(frame(message)));
            answer.close();
            return answer;
        });

        assertThat(log.next(TIMEOUT)).isEqualTo(new Item<>("asked"));
        assertThat(reason(catchThrowable(() -> log.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        ArgoStream<String> log = open(LOG, message -> {
            HttpResponseWriter answer = begun();
            answer.write(HttpData.wrap(
                    ByteBuffer.allocate(5).putInt(1, Framing.LONGEST + 1).array()));
            return answer;
        });

        assertThat(reason(catchThrowable(() -> log.next(TIMEOUT)))).isEqualTo(ErrorReason.ARGO_BROKEN);
    }

    @Test
    void closingResetsTheCallAndLeavesTheConnection() throws InterruptedException {
        ArgoStream<String> stream = open(WATCH, message -> begun());
        assertThat(stream.next(Duration.ofMillis(50))).isEqualTo(new Silence<>());
        stream.close();

        assertThat(reset.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.next(TIMEOUT)).isEqualTo(new End<>());
    }

    /** What nobody takes is not sent, and does not hold up the other streams of the connection. */
    @Test
    void stopsTheServerWhileNobodyReadsAndOnlyThatStream() {
        byte[] line = frame("x".repeat(60_000).getBytes(StandardCharsets.UTF_8));
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        ArgoStream<String> slow = open(LOG, message -> {
            HttpResponseWriter answer = begun();
            if (calls.getAndIncrement() == 0) {
                write(answer, line, sent);
            } else {
                answer.write(HttpData.wrap(frame(message)));
            }
            return answer;
        });
        for (int i = 0; i < 20; i++) {
            ArgoStream<String> quick = open(LOG);
            assertThat(quick.next(TIMEOUT)).isEqualTo(new Item<>("asked"));
        }

        assertThat(sent.get()).as("of 2000 lines, 120 MB").isLessThan(400);
        assertThat(slow.next(TIMEOUT)).isInstanceOf(Item.class);
    }

    private static void write(HttpResponseWriter answer, byte[] line, AtomicInteger sent) {
        if (sent.get() < 2000 && answer.tryWrite(HttpData.wrap(line))) {
            answer.whenConsumed().thenRun(() -> {
                sent.incrementAndGet();
                write(answer, line, sent);
            });
        }
    }

    private static StreamFormat<String> format(boolean resumable) {
        return new StreamFormat<>(payload -> Optional.of(new String(payload, StandardCharsets.UTF_8)), resumable);
    }

    private HttpResponseWriter begun() {
        HttpResponseWriter answer = HttpResponse.streaming();
        answer.whenComplete().exceptionally(failure -> {
            reset.countDown();
            return null;
        });
        answer.write(HEAD);
        return answer;
    }

    private HttpResponse ended(String code, String message) {
        HttpResponseWriter answer = begun();
        answer.write(HttpHeaders.of("grpc-status", code, "grpc-message", message));
        answer.close();
        return answer;
    }

    private static HttpResponse status(String code, String message) {
        return HttpResponse.of(HEAD.withMutations(head ->
                head.set("grpc-status", code).set("grpc-message", message).endOfStream(true)));
    }

    private static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .putInt(1, message.length)
                .put(5, message)
                .array();
    }

    private ArgoStream<String> open(StreamFormat<String> format, Function<byte[], HttpResponse> script) {
        serve(script);
        return open(format);
    }

    private void serve(Function<byte[], HttpResponse> script) {
        server = Server.builder()
                .http(0)
                .requestTimeoutMillis(0)
                .service(
                        "/logs.Service/Follow",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(whole -> {
                                    byte[] framed = whole.content().array();
                                    byte[] message = new byte[framed.length - 5];
                                    System.arraycopy(framed, 5, message, 0, message.length);
                                    return script.apply(message);
                                })))
                .build();
        server.start().join();
        environment = Environments.at(URI.create("http://127.0.0.1:" + server.activeLocalPort()));
        clients = Environments.servers(environment);
    }

    private ArgoStream<String> open(StreamFormat<String> format) {
        return clients.of(environment).open(Environments.call(environment), REQUEST, format, Requester.GATEWAY);
    }

    private static ErrorReason reason(Throwable failure) {
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }
}
