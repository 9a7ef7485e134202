package io.tiphys.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that answers what the test wrote down, one answer for each request, and remembers the requests. */
final class GatewayScript implements AutoCloseable {
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** What came. */
    record Request(
            String method,
            String path,
            String body,
            Optional<String> authorization,
            Optional<String> contentType,
            Optional<String> timeout,
            Optional<String> lastEventId) {}

    /** Answers one exchange. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    GatewayScript() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    GatewayScript then(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** Answers JSON. */
    GatewayScript json(int status, String body) {
        return then(exchange -> whole(exchange, status, "application/json", body));
    }

    /** Answers a problem document. */
    GatewayScript problem(int status, String body) {
        return then(exchange -> whole(exchange, status, "application/problem+json", body));
    }

    /** Answers events and ends the body well. */
    GatewayScript events(String text) {
        return then(exchange -> {
            begin(exchange, text);
            exchange.close();
        });
    }

    /** Answers events and breaks the connection. */
    GatewayScript eventsAndBreak(String text) {
        return then(exchange -> {
            begin(exchange, text);
            throw new IOException("broken on purpose");
        });
    }

    /** Answers events and then says nothing more. */
    GatewayScript eventsAndSilence(String text) {
        return then(exchange -> {
            begin(exchange, text);
            new CountDownLatch(1).await();
        });
    }

    Request request() throws InterruptedException {
        Request request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    int requestsLeft() {
        return requests.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    static void whole(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void begin(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(text.getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var headers = exchange.getRequestHeaders();
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                body,
                Optional.ofNullable(headers.getFirst("Authorization")),
                Optional.ofNullable(headers.getFirst("Content-Type")),
                Optional.ofNullable(headers.getFirst("Tiphys-Timeout")),
                Optional.ofNullable(headers.getFirst("Last-Event-ID"))));
        try {
            Answer answer = answers.poll(10, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("the script has no answer to " + exchange.getRequestURI());
            }
            answer.to(exchange);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
