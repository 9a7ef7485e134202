package io.tiphys.gateway.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultProxyTest {
    private final WireJournal journal = new WireJournal();
    private final AtomicInteger carriedOut = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer upstream;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.createContext("/", this::echo);
        upstream.start();
        URI uri = URI.create("http://127.0.0.1:" + upstream.getAddress().getPort() + "/base");
        proxy = FaultProxy.of("echo", uri, Optional.empty(), journal);
    }

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
        upstream.stop(0);
    }

    private void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        carriedOut.incrementAndGet();
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(proxy.uri() + path));
    }

    private String post(String body) throws Exception {
        return client.send(
                        request("/things?a=b")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void passesRequestsAndWritesThemDownWithoutTheirTokens() throws Exception {
        HttpRequest request = request("/things?a=b")
                .header("Authorization", "Bearer secret-word")
                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("x");
        assertThat(post("second")).isEqualTo("second");

        assertThat(journal.calls())
                .extracting(WireCall::toString)
                .containsExactly("echo PUT /base/things?a=b -> 200", "echo POST /base/things?a=b -> 200");
        assertThat(journal.calls().getFirst().authorization())
                .contains(WireJournal.fingerprint(BearerToken.of("secret-word")));
        assertThat(journal.calls().getLast().authorization()).isEmpty();
        assertThat(journal.calls().toString()).doesNotContain("secret-word");
    }

    @Test
    void passesLargeBodiesOfUnknownLength() throws Exception {
        String large = "0123456789".repeat(100_000);
        HttpRequest chunked = request("/")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();
        assertThat(client.send(chunked, BodyHandlers.ofString()).body()).isEqualTo(large);
    }

    @Test
    void cutsBeforeTheRequestIsSent() {
        proxy.inject(new Fault.CutBeforeSending());
        assertThatThrownBy(() -> post("x")).isInstanceOf(IOException.class);
        assertThat(carriedOut).hasValue(0);
    }

    @Test
    void cutsAfterTheRequestWasCarriedOut() {
        proxy.injectOnce(call -> call.method().equals("POST"), new Fault.CutAfterAnswer());
        assertThatThrownBy(() -> post("x")).isInstanceOf(IOException.class);
        assertThat(carriedOut).hasValue(1);
        assertThat(journal.calls().getFirst().status()).isEmpty();
    }

    @Test
    void cutsInTheMiddleOfAnAnswer() {
        proxy.inject(new Fault.CutInAnswer(3));
        assertThatThrownBy(() -> post("abcdef")).isInstanceOf(IOException.class);
        assertThat(journal.calls().getFirst().status()).hasValue(200);
    }

    @Test
    void fallsSilentInTheMiddleOfAnAnswer() throws Exception {
        proxy.inject(new Fault.StallInAnswer(3));
        HttpRequest request =
                request("/").POST(HttpRequest.BodyPublishers.ofString("abcdef")).build();
        try (InputStream body =
                client.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(body.readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo("abc");
            assertThat(CompletableFuture.supplyAsync(() -> read(body)))
                    .as("the next byte")
                    .failsWithin(Duration.ofMillis(200));
        }
    }

    private static int read(InputStream body) {
        try {
            return body.read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void answersByItself() throws Exception {
        proxy.injectOnce(any -> true, Fault.Answer.json(503, "{}"));
        HttpRequest get = request("/").GET().build();
        HttpResponse<String> scripted = client.send(get, BodyHandlers.ofString());
        assertThat(scripted.statusCode()).isEqualTo(503);
        assertThat(scripted.body()).isEqualTo("{}");
        assertThat(carriedOut).hasValue(0);
        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void delaysAndIsSilent() throws Exception {
        proxy.injectOnce(any -> true, new Fault.Delay(Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(post("late")).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));

        proxy.inject(new Fault.Silence());
        HttpRequest impatient =
                request("/").timeout(Duration.ofMillis(200)).GET().build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(java.net.http.HttpTimeoutException.class);
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void refusesConnectionsUntilHealed() throws Exception {
        post("x");
        proxy.refuseConnections();
        // The client may not know yet that the connection it keeps was cut; after that it has none.
        assertThatThrownBy(() -> post("x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("x")).isInstanceOf(ConnectException.class);
        proxy.heal();
        assertThat(post("y")).isEqualTo("y");
    }

    @Test
    void passesStreamsAsTheyComeAndEndsThemWhenTheCallerLeaves() throws Exception {
        LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
        CountDownLatch upstreamEnded = new CountDownLatch(1);
        upstream.createContext("/base/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write((events.take() + "\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (IOException | InterruptedException e) {
                upstreamEnded.countDown();
            }
        });
        events.add("one"); // the JDK's server sends its head with the first words
        HttpResponse<InputStream> stream = client.send(request("/stream").GET().build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("one");
            events.add("two");
            assertThat(lines.readLine()).isEqualTo("two");
        }
        // The server notices at its next words, not before.
        Patience.until("the upstream's stream ended", () -> {
            events.add("into the void");
            return upstreamEnded.getCount() == 0;
        });
    }
}
