package io.tiphys.gateway.testbed;

import io.tiphys.gateway.credentials.BearerToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A real JupyterHub with its configurable-http-proxy on loopback with TLS, whose data is in memory. The gateway reaches it
 * through a {@link FaultProxy}, called {@code jupyterhub} in the journal. {@code tools/jupyterhub} fetches both; where that
 * fails, the test is skipped.
 */
public final class JupyterHubServer implements AutoCloseable {
    private static final String NAME = "JupyterHub";
    private static final int ALREADY_THERE = 409; // a user that the configuration names in a group

    private final String ownToken = UUID.randomUUID().toString().replace("-", "");
    private final Path home;
    private final FetchedServer server;
    private final FaultProxy proxy;

    private JupyterHubServer(List<String> commands, Path configuration, Path singleUserServer, WireJournal journal) {
        URI own = URI.create("https://127.0.0.1:" + FreePorts.next() + "/hub/api");
        proxy = FaultProxy.of(
                "jupyterhub", own, Optional.of(ProxyCertificate.get().pem()), journal);
        try {
            home = Files.createDirectories(Path.of("target", "jupyterhub-" + RandomNames.hex()))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder builder =
                new ProcessBuilder(commands.getFirst(), "-f", configuration.toString()).directory(home.toFile());
        builder.environment()
                .putAll(Map.of(
                        "TEST_HOME", home.toString(),
                        "TEST_ADDRESS", own.resolve("/").toString(),
                        "TEST_CERTIFICATE", ProxyCertificate.get().pem().toString(),
                        "TEST_KEY", ProxyCertificate.get().key().toString(),
                        "TEST_HUB_ADDRESS", "http://127.0.0.1:" + FreePorts.next(),
                        "TEST_PROXY_API", "http://127.0.0.1:" + FreePorts.next(),
                        "TEST_PROXY", commands.getLast(),
                        "TEST_SERVER", singleUserServer.toString(),
                        "TEST_TOKEN", ownToken));
        server = FetchedServer.start(NAME, own, builder);
    }

    /**
     * Starts it, and does not wait.
     *
     * @param configuration a {@code jupyterhub_config.py}
     * @param server the program that stands for single-user servers
     */
    public static JupyterHubServer start(Path configuration, Path server, WireJournal journal) {
        return new JupyterHubServer(FetchedServer.fetch(NAME), configuration, server, journal);
    }

    /** Returns when the hub answers through its proxy. */
    public void awaitStart() {
        server.awaitStart(request("/"));
    }

    /** What is between the gateway and the hub. */
    public FaultProxy proxy() {
        return proxy;
    }

    /** Creates a user and its server, and gives the token that the server's kernels find in JUPYTERHUB_API_TOKEN. */
    public BearerToken kernelToken(String user) {
        server.send(request("/users/" + user).POST(BodyPublishers.noBody()), ALREADY_THERE);
        server.send(request("/users/" + user + "/server").POST(BodyPublishers.noBody()));
        Path token = home.resolve(user).resolve("token");
        server.await("the server of " + user + " does not start", () -> Files.exists(token));
        return BearerToken.of(Checkout.read(token));
    }

    /** The token of a service of the hub, which may access every service. */
    public BearerToken serviceToken() {
        return BearerToken.of(ownToken);
    }

    /** Revokes all tokens of a user. */
    public void revoke(String user) {
        server.send(request("/users/" + user + "/tokens"))
                .get("api_tokens")
                .forEach(token -> server.send(
                        request("/users/" + user + "/tokens/" + token.get("id").asText())
                                .DELETE()));
    }

    private HttpRequest.Builder request(String path) {
        return server.request(path).header("Authorization", "token " + ownToken);
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
