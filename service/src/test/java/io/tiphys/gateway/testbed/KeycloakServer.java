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

/**
 * A real Keycloak on loopback with TLS, whose data is in memory. It is reached through a {@link FaultProxy}, whose address is in
 * its tokens, so that a test can take the issuer away. {@code tools/keycloak} fetches it; where that fails, the test is skipped.
 */
public final class KeycloakServer implements AutoCloseable {
    private static final String NAME = "Keycloak";
    private static final String ADMIN = "admin-of-tests";

    private final FetchedServer server;
    private final FaultProxy proxy;

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

    /** Starts it with a realm in Keycloak's own JSON form. */
    public static KeycloakServer start(String realm) {
        KeycloakServer keycloak =
                new KeycloakServer(Path.of(FetchedServer.fetch(NAME).getFirst()));
        try {
            keycloak.server.awaitStart(keycloak.server.request("/realms/master"));
            keycloak.admin("POST", "", realm);
            return keycloak;
        } catch (RuntimeException | Error e) {
            keycloak.close();
            throw e;
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
        HttpRequest.Builder request = server.request("/realms/" + realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return BearerToken.of(server.send(request).get("access_token").asText());
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
        return server.send(server.request("/admin/realms" + path)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
    }
}
