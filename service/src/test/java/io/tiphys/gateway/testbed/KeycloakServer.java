package io.tiphys.gateway.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.credentials.BearerToken;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak on loopback with TLS, whose data is in memory, with one realm for all tests. It is reached through a
 * {@link FaultProxy}, whose address is in its tokens, so that a test can take the issuer away and give it back. One for all
 * tests of a JVM, because its start takes long; it ends with the JVM. {@code tools/keycloak} fetches it; where that fails, the
 * test is skipped.
 */
public final class KeycloakServer {
    private static final String NAME = "Keycloak";
    private static final String REALM = "laboratory";
    private static final String ADMIN = "admin-of-tests";

    private static @Nullable KeycloakServer instance;

    private final FetchedServer server;
    private final FaultProxy proxy;
    private boolean started;

    private KeycloakServer(Path home) {
        int port = FreePorts.next();
        URI own = URI.create("https://127.0.0.1:" + port);
        proxy = FaultProxy.of(
                "keycloak", own, Optional.of(ProxyCertificate.get().pem()), new WireJournal());
        ProcessBuilder builder = new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--cache=local", // no port for other nodes
                "--http-host=127.0.0.1",
                "--https-port=" + port,
                "--https-certificate-file=" + ProxyCertificate.get().pem(),
                "--https-certificate-key-file=" + ProxyCertificate.get().key(),
                "--hostname=" + proxy.uri());
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
        server = FetchedServer.start(NAME, own, builder);
    }

    /** The server; started by the first test that asks, and not waited for. */
    public static synchronized KeycloakServer get() {
        KeycloakServer running = instance;
        if (running == null) {
            running = new KeycloakServer(Path.of(FetchedServer.fetch(NAME).getFirst()));
            instance = running;
        }
        return running;
    }

    /** Returns when it answers and has the realm. */
    public synchronized void awaitStart() {
        if (!started) {
            server.awaitStart(server.request("/realms/master"));
            admin(
                    "POST",
                    "",
                    Checkout.text("service/src/test/resources/io/tiphys/gateway/contract/keycloak-realm.json"));
            started = true;
        }
    }

    /** The issuer of its tokens. */
    public String issuer() {
        return proxy.uri() + "/realms/" + REALM;
    }

    /** What is between the gateway and the issuer. */
    public FaultProxy proxy() {
        return proxy;
    }

    /** The access token of a person, by the password grant; the password is {@code <name>-password}. */
    public BearerToken token(String client, String person) {
        return token(
                REALM,
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
    public BearerToken clientToken(String client) {
        return token(
                REALM,
                Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", client + "-secret"));
    }

    private BearerToken token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = server.request("/realms/" + realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return BearerToken.of(server.send(request).get("access_token").asText());
    }

    /** Lets the realm sign with a new key. The old one stays published. */
    public void rotateKeys(int priority) {
        String id = admin("GET", "/" + REALM, "").get("id").asText();
        admin("POST", "/" + REALM + "/components", """
                {"name":"rotated-%1$d","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
                 "parentId":"%2$s","config":{"priority":["%1$d"],"enabled":["true"],"active":["true"]}}
                """.formatted(priority, id));
    }

    private JsonNode admin(String method, String path, String body) {
        BearerToken token = token(
                "master",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", ADMIN));
        return server.send(server.request("/admin/realms" + path)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
