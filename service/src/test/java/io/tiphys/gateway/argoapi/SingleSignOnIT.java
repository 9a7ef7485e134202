package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FreePorts;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Argo's single sign-on with a real OpenID provider, through the gateway: at its root, and below the prefix of an
 * environment. Each has an Argo Server of its own, because one sends people back to one address only.
 */
@Timeout(120)
final class SingleSignOnIT {
    private static final String ROOT = "/";
    private static final String BELOW = "/argo/below/";

    private static final ArgoApisUnderTest FACES = ArgoApisUnderTest.get();
    private static final URI GATEWAY = URI.create("http://localhost:" + FreePorts.next());

    private static TestNamespace namespace;
    private static TestNamespace namespaceBelow;
    private static OpenIdProvider provider;
    private static OwnArgoServer argo;
    private static OwnArgoServer argoBelow;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        Optional<Path> program = OpenIdProvider.program(FACES.cluster());
        assumeTrue(program.isPresent(), "this cluster's provider brings no OpenID provider (testbed/build/provider)");
        provider = OpenIdProvider.start(program.orElseThrow(), List.of(callback(ROOT), callback(BELOW)));
        CompletableFuture<TestNamespace> home =
                CompletableFuture.supplyAsync(() -> FACES.scientist().namespaceWithAccount());
        CompletableFuture<OwnArgoServer> below = home.thenApply(made -> argo(made, BELOW));
        namespace = FACES.scientist().namespaceWithAccount();
        argo = argo(namespace, ROOT);
        GatewayAccount account = GatewayAccount.forDirect(FACES.cluster());
        namespaceBelow = home.join();
        argoBelow = below.join();
        EnvironmentSettings lending = EnvironmentSettings.of(
                        "lending",
                        argo.face().uri(),
                        GatewayAccount.forTokenRequest(FACES.cluster(), namespace)
                                .access(),
                        namespace)
                .tokenRequest()
                .accountUsers(FACES.scientist().user());
        gateway = RunningGateway.start(
                List.of(
                        direct("root", account, argo, namespace),
                        direct("below", account, argoBelow, namespaceBelow),
                        lending),
                Map.of("tiphys.default-environment", "root", "tiphys.server.port", GATEWAY.getPort()));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable one : new AutoCloseable[] {gateway, argo, argoBelow, provider, namespace, namespaceBelow}) {
            if (one != null) {
                try {
                    one.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static EnvironmentSettings direct(
            String name, GatewayAccount account, OwnArgoServer server, TestNamespace served) {
        return EnvironmentSettings.of(name, server.face().uri(), account.access(), served)
                .direct();
    }

    private static URI at(String prefix) {
        return GATEWAY.resolve(prefix);
    }

    private static URI callback(String prefix) {
        return at(prefix).resolve("oauth2/callback");
    }

    /** An Argo Server that signs in who is known to the provider, and lets them act as the account of the namespace. */
    private static OwnArgoServer argo(TestNamespace home, String prefix) {
        home.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: workflow-controller-configmap}
                data:
                  sso: |
                    issuer: %s
                    clientId: {name: single-sign-on, key: client-id}
                    clientSecret: {name: single-sign-on, key: client-secret}
                    redirectUrl: %s
                    rbac: {enabled: true}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: single-sign-on}
                stringData: {client-id: %s, client-secret: %s}
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: %s
                  annotations: {workflows.argoproj.io/rbac-rule: "sub == '%s'"}
                """.formatted(
                        provider.issuer(),
                        callback(prefix),
                        OpenIdProvider.CLIENT,
                        OpenIdProvider.CLIENT_SECRET,
                        EnvironmentSettings.SUBMITTER,
                        OpenIdProvider.SUBJECT));
        return OwnArgoServer.startWithSingleSignOn(FACES.cluster(), home.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT, BELOW})
    void signsIn(String prefix) {
        try (Visitor visitor = new Visitor()) {
            URI shown = visitor.signIn(at(prefix), OpenIdProvider.USER, OpenIdProvider.PASSWORD);
            assertThat(shown).isEqualTo(at(prefix).resolve("workflows"));
            HttpCookie cookie = visitor.cookie("authorization");
            assertThat(cookie.getPath()).isEqualTo(prefix);
            HttpResponse<String> user = visitor.get(at(prefix).resolve("api/v1/userinfo"));
            assertThat(user.statusCode()).isEqualTo(200);
            assertThat(user.body())
                    .contains("\"subject\":\"" + OpenIdProvider.SUBJECT + "\"", EnvironmentSettings.SUBMITTER);
            String home = prefix.equals(ROOT) ? namespace.name() : namespaceBelow.name();
            assertThat(visitor.get(at(prefix).resolve("api/v1/workflows/" + home))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void keepsWhoIsSignedInToOneEnvironmentOutOfAnother() {
        try (Visitor visitor = new Visitor()) {
            visitor.signIn(at(BELOW), OpenIdProvider.USER, OpenIdProvider.PASSWORD);
            assertThat(visitor.get(at(ROOT).resolve("api/v1/userinfo")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void takesTheTokenOfTheCookieOverHttpAndGrpc() {
        String token = token();
        ArgoApiUnderTest face = new ArgoApiUnderTest("gateway", GATEWAY);
        PlainAnswer list = PlainAnswer.get(face, "/api/v1/workflows/" + namespace.name(), token);
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        PlainAnswer own =
                PlainAnswer.get(face, "/v1/environments/root/namespaces/" + namespace.name() + "/workflows", token);
        assertThat(own.status()).as(own.body()).isEqualTo(200);
        ManagedChannel channel = ArgoMethod.channel(face);
        try (RecordedStream user = ArgoMethod.call(channel, "info.InfoService/GetUserInfo", new byte[0], token);
                RecordedStream listed = ArgoMethod.call(
                        channel,
                        "workflow.WorkflowService/ListWorkflows",
                        ArgoMethod.message(1, namespace.name()),
                        token)) {
            user.await(ArgoMethod.shown(OpenIdProvider.SUBJECT));
            assertThat(user.awaitEnd()).startsWith("OK");
            assertThat(listed.awaitEnd()).startsWith("OK");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void saysThatALendingEnvironmentTakesNoSuchToken() {
        String token = token();
        ArgoApiUnderTest face = new ArgoApiUnderTest("gateway", GATEWAY);
        for (String path : List.of("/argo/lending/api/v1/userinfo", "/v1/environments/lending")) {
            PlainAnswer refused = PlainAnswer.get(face, path, token);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body())
                    .contains("TOKEN_KIND_UNSUPPORTED", "single sign-on")
                    .doesNotContain("v2:");
        }
    }

    @Test
    void leavesTheTokenToTheJudgementOfTheArgoServer() {
        PlainAnswer refused = PlainAnswer.get(
                new ArgoApiUnderTest("gateway", GATEWAY), "/api/v1/workflows/" + namespace.name(), token() + "x");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("TOKEN_REFUSED_BY_ARGO");
    }

    /** As {@code Bearer v2:...}. */
    private static String token() {
        try (Visitor visitor = new Visitor()) {
            visitor.signIn(at(ROOT), OpenIdProvider.USER, OpenIdProvider.PASSWORD);
            return visitor.cookie("authorization").getValue().replace("\"", "");
        }
    }
}
