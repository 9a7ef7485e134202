package io.tiphys.gateway.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/**
 * A server with a JSON API that a script of {@code tools/} fetches, on loopback with TLS. Its output is in
 * {@code service/target}. The end of the JVM ends it, with its child processes.
 */
final class FetchedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration REQUEST = Duration.ofSeconds(60);
    private static final long END_SECONDS = 20;

    private final String name;
    private final URI api;
    private final Process process;
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(ProxyCertificate.trusting(ProxyCertificate.get().pem()))
            .build();

    private FetchedServer(String name, URI api, Process process) {
        this.name = name;
        this.api = api;
        this.process = process;
    }

    /**
     * Fetches a program once for the machine, and aborts the test where the program cannot be had.
     *
     * @param name the program's name; the script has the same name in lower case
     * @return the lines that the script prints
     */
    static List<String> fetch(String name) {
        String script = "tools/" + name.toLowerCase(Locale.ROOT);
        try {
            Process tool = new ProcessBuilder(Checkout.path(script).toString())
                    .redirectError(Redirect.INHERIT)
                    .start();
            String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                String reason = name + " cannot be had here: " + script + " says why";
                System.out.println("SKIPPED: " + reason);
                Assumptions.abort(reason);
            }
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts it, and does not wait.
     *
     * @param api the address below which {@link #request} asks
     */
    static FetchedServer start(String name, URI api, ProcessBuilder program) {
        try {
            Process process = program.redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log(name).toAbsolutePath().toFile()))
                    .start();
            FetchedServer server = new FetchedServer(name, api, process);
            Leftovers.add(server, server::kill);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(String name) {
        return Path.of("target", name.toLowerCase(Locale.ROOT) + ".log");
    }

    /** Returns when a GET of this path is answered with 200. */
    void awaitStart(HttpRequest.Builder request) {
        await(name + " does not start", () -> answers(request.build()));
    }

    /** Returns when the condition holds; fails with this text when the server ends first. */
    void await(String failure, BooleanSupplier condition) {
        long end = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError(failure + ", see service/" + log(name));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private boolean answers(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(REQUEST);
    }

    /**
     * The JSON of the answer; an empty object for an empty one. Any answer above 299 fails the test.
     *
     * @param harmless the statuses above 299 that are none
     */
    JsonNode send(HttpRequest.Builder request, Integer... harmless) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300 && !List.of(harmless).contains(answer.statusCode())) {
                throw new AssertionError(answer + " " + answer.body());
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Children too: a script's own end leaves the server, and a hub's end leaves its proxy and the servers of its users. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Lets it end by itself first, so that it ends its children. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Leftovers.remove(this);
    }
}
