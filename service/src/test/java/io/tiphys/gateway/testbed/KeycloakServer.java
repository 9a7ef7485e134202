package io.tiphys.gateway.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Keycloak on loopback with TLS, whose data is in memory. It is reached through a {@link FaultProxy}, whose address is in
 * its tokens, so that a test can take the issuer away. {@code tools/keycloak} fetches it; where that fails, the test is skipped.
 */
public final class KeycloakServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(10);
    private static final String ADMIN = "admin-of-tests";

    private final Process process;
    private final URI own;
    private final FaultProxy proxy;
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(ProxyCertificate.trusting(ProxyCertificate.get().pem()))
            .build();

    private KeycloakServer(Path home) {
        int port = FreePorts.next();
        own = URI.create("https://127.0.0.1:" + port);
        proxy = FaultProxy.of(
                "keycloak", own, Optional.of(ProxyCertificate.get().pem()), new WireJournal());
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            home.resolve("bin/kc.sh").toString(),
                            "start",
                            "--optimized",
                            "--cache=local", // no port for other nodes
                            "--http-host=127.0.0.1",
                            "--https-port=" + port,
                            "--https-certificate-file=" + ProxyCertificate.get().pem(),
                            "--https-certificate-key-file="
                                    + ProxyCertificate.get().key(),
                            "--hostname=" + proxy.uri())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "keycloak.log").toFile());
            builder.environment()
                    .putAll(Map.of(
                            "JAVA_HOME",
                            System.getProperty("java.home"),
                            "JAVA_OPTS_KC_HEAP",
                            "-Xms64m -Xmx512m",
                            "JAVA_OPTS_APPEND",
                            "-XX:TieredStopAtLevel=1",
                            "KC_BOOTSTRAP_ADMIN_USERNAME",
                            ADMIN,
                            "KC_BOOTSTRAP_ADMIN_PASSWORD",
                            ADMIN));
            process = builder.start();
            Leftovers.add(this, this::kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it with a realm in Keycloak's own JSON form. */
    public static KeycloakServer start(String realm) {
        KeycloakServer server = new KeycloakServer(home());
        try {
            server.awaitStart();
            server.admin("POST", "", realm);
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** The script's own end would leave its child, which is the server. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Path home() {
        try {
            Process tool = new ProcessBuilder(Checkout.path("tools/keycloak").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                String reason = "Keycloak cannot be had here: tools/keycloak says why";
                System.out.println("SKIPPED: " + reason);
                Assumptions.abort(reason);
            }
            return Path.of(output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitStart() {
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new AssertionError("Keycloak does not start, see service/target/keycloak.log");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private boolean answers() {
        try {
            return client.send(request("/realms/master").build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The issuer of a realm. */
    public String issuer(String realm) {
        return proxy.uri() + "/realms/" + realm;
    }

    /** What is between the gateway and the issuer. */
    public FaultProxy proxy() {
        return proxy;
    }

    /** The access token of a person, by the password grant; the password is {@code <name>-password}. */
    public BearerToken token(String realm, String client, String person) {
        return token(
                realm,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        client,
                        "username",
                        person,
                        "password",
                        person + "-password"));
    }

    /** The access token of a client, by the client credentials grant; the secret is {@code <name>-secret}. */
    public BearerToken clientToken(String realm, String client) {
        return token(
                realm,
                Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", client + "-secret"));
    }

    private BearerToken token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request("/realms/" + realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return BearerToken.of(send(request).get("access_token").asText());
    }

    /** Lets the realm sign with a new key. The old one stays published. */
    public void rotateKeys(String realm, int priority) {
        String id = admin("GET", "/" + realm, "").get("id").asText();
        admin("POST", "/" + realm + "/components", """
                {"name":"rotated-%1$d","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
                 "parentId":"%2$s","config":{"priority":["%1$d"],"enabled":["true"],"active":["true"]}}
                """.formatted(priority, id));
    }

    private JsonNode admin(String method, String path, String body) {
        BearerToken token = token(
                "master",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", ADMIN));
        return send(request("/admin/realms" + path)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(own + path)).timeout(Duration.ofSeconds(30));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(answer + " " + answer.body());
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Leftovers.remove(this);
    }
}
