package io.tiphys.gateway.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/**
 * A real JupyterHub with its configurable-http-proxy on loopback with TLS, whose data is in memory. The gateway reaches it
 * through a {@link FaultProxy}, called {@code jupyterhub} in the journal. {@code tools/jupyterhub} fetches both; where that
 * fails, the test is skipped.
 */
public final class JupyterHubServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(5);
    private static final int ALREADY_THERE = 409; // a user that the configuration names in a group

    private final String ownToken = UUID.randomUUID().toString().replace("-", "");
    private final Path home;
    private final Process process;
    private final URI own;
    private final FaultProxy proxy;
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(ProxyCertificate.trusting(ProxyCertificate.get().pem()))
            .build();

    private JupyterHubServer(List<String> commands, Path configuration, Path server, WireJournal journal) {
        own = URI.create("https://127.0.0.1:" + FreePorts.next() + "/hub/api");
        proxy = FaultProxy.of(
                "jupyterhub", own, Optional.of(ProxyCertificate.get().pem()), journal);
        try {
            home = Files.createDirectories(Path.of("target", "jupyterhub-" + RandomNames.hex()))
                    .toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(commands.getFirst(), "-f", configuration.toString())
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Path.of("target", "jupyterhub.log").toAbsolutePath().toFile());
            builder.environment()
                    .putAll(Map.of(
                            "TEST_HOME", home.toString(),
                            "TEST_ADDRESS", own.resolve("/").toString(),
                            "TEST_CERTIFICATE", ProxyCertificate.get().pem().toString(),
                            "TEST_KEY", ProxyCertificate.get().key().toString(),
                            "TEST_HUB_ADDRESS", "http://127.0.0.1:" + FreePorts.next(),
                            "TEST_PROXY_API", "http://127.0.0.1:" + FreePorts.next(),
                            "TEST_PROXY", commands.getLast(),
                            "TEST_SERVER", server.toString(),
                            "TEST_TOKEN", ownToken));
            process = builder.start();
            Leftovers.add(this, this::kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it, and does not wait.
     *
     * @param configuration a {@code jupyterhub_config.py}
     * @param server the program that stands for single-user servers
     */
    public static JupyterHubServer start(Path configuration, Path server, WireJournal journal) {
        return new JupyterHubServer(commands(), configuration, server, journal);
    }

    /** With its children: its proxy and the servers of its users. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static List<String> commands() {
        try {
            Process tool = new ProcessBuilder(Checkout.path("tools/jupyterhub").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                String reason = "JupyterHub cannot be had here: tools/jupyterhub says why";
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

    /** Returns when the hub answers through its proxy. */
    public void awaitStart() {
        await("JupyterHub does not start", this::answers);
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError(what + ", see service/target/jupyterhub.log");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private boolean answers() {
        try {
            return client.send(request("/").build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is between the gateway and the hub. */
    public FaultProxy proxy() {
        return proxy;
    }

    /** Creates a user and its server, and gives the token that the server's kernels find in JUPYTERHUB_API_TOKEN. */
    public BearerToken kernelToken(String user) {
        send(request("/users/" + user).POST(BodyPublishers.noBody()));
        send(request("/users/" + user + "/server").POST(BodyPublishers.noBody()));
        Path token = home.resolve(user).resolve("token");
        await("the server of " + user + " does not start", () -> Files.exists(token));
        return BearerToken.of(Checkout.read(token));
    }

    /** The token of a service of the hub, which may access every service. */
    public BearerToken serviceToken() {
        return BearerToken.of(ownToken);
    }

    /** Revokes all tokens of a user. */
    public void revoke(String user) {
        send(request("/users/" + user + "/tokens"))
                .get("api_tokens")
                .forEach(token -> send(
                        request("/users/" + user + "/tokens/" + token.get("id").asText())
                                .DELETE()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(own + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "token " + ownToken);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300 && answer.statusCode() != ALREADY_THERE) {
                throw new AssertionError(answer + " " + answer.body());
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hub stops its proxy and the servers when it ends by itself. */
    @Override
    public void close() {
        proxy.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Leftovers.remove(this);
    }
}
