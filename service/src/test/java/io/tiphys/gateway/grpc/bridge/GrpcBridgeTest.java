package io.tiphys.gateway.grpc.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.SplitHttpResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.grpc.BridgePort;
import io.tiphys.gateway.grpc.ScriptedGrpcServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Calls as they stand on the wire, to a server in this process that does what a test says. */
final class GrpcBridgeTest {
    private static final int LARGEST = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** What the windows of HTTP/2 and the queues of both sides hold; far less than a stream that nobody stops. */
    private static final long MOST_ON_THE_WAY = 4L * 1024 * 1024;

    private static final byte[] MESSAGE = {1, 2, 3, 4, 5, 6, 7};
    private static final Metadata.Key<byte[]> BINARY = Metadata.Key.of("x-data-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);

    private final ScriptedGrpcServer service = new ScriptedGrpcServer();
    private ManagedChannel inside;
    private BridgePort port;
    private ClientFactory clients;
    private WebClient client;

    @BeforeEach
    void open() {
        inside =
                InProcessChannelBuilder.forName(service.name()).directExecutor().build();
        port = BridgePort.open(inside, LARGEST);
        clients = ClientFactory.builder().build();
        client = WebClient.builder("h2c://127.0.0.1:" + port.number())
                .factory(clients)
                .responseTimeoutMillis(20_000)
                .maxResponseLength(0)
                .build();
    }

    @AfterEach
    void close() {
        clients.close();
        port.close();
        inside.shutdownNow();
        service.close();
    }

    @Test
    void passesMetadataToTheService() {
        RequestHeadersBuilder headers = headers()
                .add("x-text", "first", "second")
                .add("x-data-bin", "AAEC,Aw==")
                .add("x-data-bin", "BA")
                .add("strange!name", "is none of gRPC's");

        ask(headers.build(), frame(MESSAGE));

        Metadata seen = service.headers().join();
        assertThat(seen.getAll(TEXT)).containsExactly("first", "second");
        assertThat(seen.getAll(BINARY)).containsExactly(new byte[] {0, 1, 2}, new byte[] {3}, new byte[] {4});
        assertThat(seen.keys()).doesNotContain("te", "content-type", "grpc-encoding", ":path", "strange!name");
    }

    @Test
    void passesMetadataToTheCaller() {
        service.answersWith(call -> {
            Metadata headers = new Metadata();
            headers.put(BINARY, new byte[] {0, 1, 2, 3});
            call.sendHeaders(headers);
            call.sendMessage(MESSAGE);
            Metadata trailers = new Metadata();
            trailers.put(BINARY, new byte[] {4});
            trailers.put(TEXT, "the end");
            call.close(Status.DATA_LOSS.withDescription("100 % lost: ä\n"), trailers);
        });

        AggregatedHttpResponse answer = ask(headers().build(), frame(MESSAGE));

        assertThat(answer.headers().get("content-type")).isEqualTo("application/grpc");
        assertThat(answer.headers().get("x-data-bin")).isEqualTo("AAECAw");
        assertThat(answer.content().array()).isEqualTo(frame(MESSAGE));
        assertThat(answer.trailers().get("grpc-status")).isEqualTo("15");
        assertThat(answer.trailers().get("grpc-message")).isEqualTo("100 %25 lost: %C3%A4%0A");
        assertThat(answer.trailers().get("x-data-bin")).isEqualTo("BA");
        assertThat(answer.trailers().get("x-text")).isEqualTo("the end");
    }

    @Test
    void keepsTheTypeOfAnAnswer() {
        RequestHeadersBuilder headers = headers();
        headers.set("content-type", "application/grpc+proto");

        assertThat(ask(headers.build(), frame(MESSAGE)).headers().get("content-type"))
                .isEqualTo("application/grpc+proto");
    }

    @Test
    void refusesWhatIsNoGrpcRequest() {
        RequestHeadersBuilder web = headers();
        web.set("content-type", "application/grpc-web");
        RequestHeadersBuilder get = headers().method(HttpMethod.GET);

        assertThat(ask(web.build(), frame(MESSAGE)).status().code()).isEqualTo(415);
        assertThat(ask(get.build()).status().code()).isEqualTo(405);
    }

    @Test
    void refusesMetadataThatAreNoBase64() {
        refused(ask(headers().add("x-data-bin", "!").build(), frame(MESSAGE)), Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void inflatesACompressedMessage() throws IOException {
        ask(headers().add("grpc-encoding", "gzip").build(), frame(1, zipped(MESSAGE)));

        assertThat(service.received()).containsExactly(MESSAGE);
    }

    @Test
    void refusesACompressedMessageThatIsTooLarge() throws IOException {
        AggregatedHttpResponse answer =
                ask(headers().add("grpc-encoding", "gzip").build(), frame(1, zipped(new byte[LARGEST + 1])));

        assertThat(status(answer)).isNotEqualTo(Status.Code.OK);
        assertThat(service.received()).isEmpty();
    }

    @Test
    void refusesAnUnknownCompression() {
        AggregatedHttpResponse answer =
                ask(headers().add("grpc-encoding", "snappy").build(), frame(1, MESSAGE));

        refused(answer, Status.Code.UNIMPLEMENTED);
        assertThat(answer.headers().get("grpc-accept-encoding")).contains("gzip");
    }

    @Test
    void refusesACompressedMessageWithoutAnEncoding() {
        refused(ask(headers().build(), frame(1, MESSAGE)), Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void refusesAMessageThatIsTooLarge() {
        refused(ask(headers().build(), frame(new byte[LARGEST + 1])), Status.Code.RESOURCE_EXHAUSTED);
        refused(ask(headers().build(), new byte[] {0, -1, -1, -1, -1, 0}), Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void takesTheLargestMessage() {
        ask(headers().build(), frame(new byte[LARGEST]));

        assertThat(service.received().getFirst()).hasSize(LARGEST);
    }

    @Test
    void findsMessagesHoweverTheyAreCut() {
        byte[] body = ByteBuffer.allocate(17)
                .put(frame(MESSAGE))
                .put(frame(new byte[0]))
                .array();
        byte[][] octets = new byte[body.length][];
        for (int i = 0; i < body.length; i++) {
            octets[i] = new byte[] {body[i]};
        }

        assertThat(status(ask(headers().build(), octets))).isEqualTo(Status.Code.OK);
        assertThat(service.received()).containsExactly(MESSAGE, new byte[0]);
        assertThat(status(ask(headers().build(), body))).isEqualTo(Status.Code.OK);
        assertThat(service.received()).containsExactly(MESSAGE, new byte[0], MESSAGE, new byte[0]);
    }

    @Test
    void refusesABodyThatEndsInsideOfAMessage() {
        refused(ask(headers().build(), Arrays.copyOf(frame(MESSAGE), 8)), Status.Code.INVALID_ARGUMENT);
        refused(ask(headers().build(), new byte[] {0, 0}), Status.Code.INVALID_ARGUMENT);
        refused(ask(headers().build(), frame(2, MESSAGE)), Status.Code.INVALID_ARGUMENT);
        service.cancelled().join();
    }

    @Test
    void endsACallAtItsDeadline() {
        service.answersWith(call -> {});

        AggregatedHttpResponse answer =
                ask(headers().add("grpc-timeout", "100m").build(), frame(MESSAGE));

        refused(answer, Status.Code.DEADLINE_EXCEEDED);
        service.cancelled().join();
    }

    @Test
    void takesATimeOfCenturiesAndRefusesWhatIsNoTime() {
        assertThat(status(ask(headers().add("grpc-timeout", "99999999H").build(), frame(MESSAGE))))
                .isEqualTo(Status.Code.OK);
        refused(ask(headers().add("grpc-timeout", "soon").build(), frame(MESSAGE)), Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void cancelsTheCallOfACallerWhoGoesAway() {
        HttpRequestWriter request = HttpRequest.streaming(headers().build());
        HttpResponse answer = client.execute(request);
        request.write(HttpData.wrap(frame(MESSAGE)));
        CompletableFuture<Void> read = answer.subscribe();
        Until.until("the message comes", () -> !service.received().isEmpty());

        answer.abort();

        service.cancelled().join();
        assertThat(read).failsWithin(TIMEOUT);
    }

    @Test
    void cancelsTheCallOfAConnectionThatBreaks() {
        HttpRequestWriter request = HttpRequest.streaming(headers().build());
        CompletableFuture<AggregatedHttpResponse> answer =
                client.execute(request).aggregate();
        request.write(HttpData.wrap(frame(MESSAGE)));
        Until.until("the message comes", () -> !service.received().isEmpty());

        clients.close();

        service.cancelled().join();
        assertThat(answer).failsWithin(TIMEOUT);
    }

    @Test
    void answersBeforeTheCallerHasSentAll() {
        service.startsWith(call -> call.close(Status.PERMISSION_DENIED, new Metadata()));
        HttpRequestWriter request = HttpRequest.streaming(headers().build());

        AggregatedHttpResponse answer = client.execute(request).aggregate().join();

        refused(answer, Status.Code.PERMISSION_DENIED);
        assertThat(request.whenComplete()).failsWithin(TIMEOUT);
    }

    @Test
    void aConversationGoesBackAndForth() {
        service.repliesToEach(true);
        HttpRequestWriter request = HttpRequest.streaming(headers().build());
        SplitHttpResponse answer = client.execute(request).split();
        Reader reader = new Reader();
        answer.body().subscribe(reader);
        reader.read(Long.MAX_VALUE);

        for (int sent = 1; sent <= 100; sent++) {
            request.write(HttpData.wrap(frame(MESSAGE)));
            long expected = (long) sent * frame(MESSAGE).length;
            Until.until("the reply comes", () -> reader.octets() == expected);
        }
        request.close();

        reader.end().join();
        assertThat(answer.trailers().join().get("grpc-status")).isEqualTo("0");
    }

    @Test
    void aCallerWhoReadsSlowlySlowsTheService() {
        AtomicLong sent = new AtomicLong();
        byte[] piece = new byte[8 * 1024];
        service.answersWheneverReady(call -> {
            while (call.isReady()) {
                call.sendMessage(piece);
                sent.incrementAndGet();
            }
        });
        Reader reader = new Reader();
        client.execute(request(headers().build(), frame(MESSAGE)))
                .split()
                .body()
                .subscribe(reader);

        long held = Until.settled(sent::get);
        assertThat(held * piece.length).isBetween(1L, MOST_ON_THE_WAY);

        reader.read(Long.MAX_VALUE);
        Until.until("the service goes on", () -> sent.get() > 2 * held);
    }

    @Test
    void aServiceThatTakesNothingSlowsItsCaller() {
        service.takesWhenTold();
        HttpRequestWriter request = HttpRequest.streaming(headers().build());
        CompletableFuture<Void> answer = client.execute(request).subscribe();
        AtomicLong sent = new AtomicLong();
        byte[] piece = frame(new byte[8 * 1024]);
        sendOn(request, piece, sent);

        long held = Until.settled(sent::get);
        assertThat(held * piece.length).isBetween(1L, MOST_ON_THE_WAY);

        service.take(1_000);
        Until.until("the caller goes on", () -> sent.get() > 2 * held);
        request.abort();
        assertThat(answer).failsWithin(TIMEOUT);
    }

    private static void sendOn(HttpRequestWriter request, byte[] piece, AtomicLong sent) {
        if (request.tryWrite(HttpData.wrap(piece))) {
            request.whenConsumed().thenRun(() -> {
                sent.incrementAndGet();
                sendOn(request, piece, sent);
            });
        }
    }

    private AggregatedHttpResponse ask(RequestHeaders headers, byte[]... pieces) {
        return client.execute(request(headers, pieces)).aggregate().join();
    }

    private static HttpRequest request(RequestHeaders headers, byte[]... pieces) {
        return HttpRequest.of(headers, Arrays.stream(pieces).map(HttpData::wrap).toArray(HttpData[]::new));
    }

    private static RequestHeadersBuilder headers() {
        return RequestHeaders.builder(HttpMethod.POST, "/test.Service/Talk")
                .add("content-type", "application/grpc")
                .add("te", "trailers");
    }

    private static byte[] frame(byte[] message) {
        return frame(0, message);
    }

    private static byte[] frame(int flag, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) flag)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] zipped(byte[] message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(message);
        }
        return bytes.toByteArray();
    }

    private static Status.Code status(AggregatedHttpResponse answer) {
        String code = answer.headers().get("grpc-status", answer.trailers().get("grpc-status", "none"));
        return Status.fromCodeValue(Integer.parseInt(code)).getCode();
    }

    /** Trailers alone, with the request id. */
    private static void refused(AggregatedHttpResponse answer, Status.Code code) {
        assertThat(answer.status().code()).isEqualTo(200);
        assertThat(answer.headers().get("grpc-status")).isEqualTo(Integer.toString(code.value()));
        assertThat(answer.headers().get("x-request-id")).isNotBlank();
        assertThat(answer.content().isEmpty()).isTrue();
    }

    /** Reads no faster than it is told. */
    private static final class Reader implements Subscriber<HttpData> {
        private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final AtomicLong octets = new AtomicLong();

        void read(long pieces) {
            subscription.join().request(pieces);
        }

        long octets() {
            return octets.get();
        }

        CompletableFuture<Void> end() {
            return end;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(HttpData piece) {
            octets.addAndGet(piece.length());
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
