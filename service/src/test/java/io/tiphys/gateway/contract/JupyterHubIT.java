package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.testbed.Checkout;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.JupyterHubServer;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kernels of a real JupyterHub, with the token that the hub gave their servers, in front of a real Argo. */
@Timeout(1200)
final class JupyterHubIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SUSPENDED = Workflows.SUSPENDED.getBytes(StandardCharsets.UTF_8);
    private static final String UNDER_ARGO = """
            {"workflow": {"metadata": {"generateName": "suspended-"},
             "spec": {"entrypoint": "wait", "templates": [{"name": "wait", "suspend": {}}]}}}""";
    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();
    private static final WireJournal JOURNAL = new WireJournal();

    private static JupyterHubServer hub;
    private static FaultProxy kubernetes;
    private static FaultProxy argo;
    private static TestNamespace namespace;
    private static RunningGateway gateway;
    private static RestDriver rest;
    private static GrpcDriver grpc;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void start() {
        hub = JupyterHubServer.start(file("jupyterhub_config.py"), file("jupyterhub_server.py"), JOURNAL);
        namespace = TestNamespace.create(CLUSTER);
        Accounts.prepare(namespace);
        namespace.grantWorkflows(TestNamespace.person("hub:alice"));
        namespace.grantWorkflows(TestNamespace.group("hub:students"));
        GatewayAccount minted = GatewayAccount.forTokenRequest(CLUSTER, namespace);
        GatewayAccount direct = GatewayAccount.forDirect(CLUSTER);
        kubernetes = FaultProxy.ofKubernetes(CLUSTER, JOURNAL);
        argo = FaultProxy.ofArgo(CLUSTER, JOURNAL);
        gateway = RunningGateway.start(
                EnvironmentSettings.of("minted", argo.uri(), minted.accessThrough(kubernetes), namespace)
                        .tokenRequest()
                        .accountUsers("hub:alice", namespace.user(Accounts.USER))
                        .with("allowed-callers.groups", List.of("hub:students"))
                        .with("jupyterhubs.laboratory.url", hub.proxy().uri().toString())
                        .with(
                                "jupyterhubs.laboratory.ca-file",
                                hub.proxy().certificate().orElseThrow().toString())
                        .with("jupyterhubs.laboratory.service", "tiphys")
                        .with("jupyterhubs.laboratory.user-prefix", "hub:")
                        .with("jupyterhubs.laboratory.groups-prefix", "hub:"),
                EnvironmentSettings.of("direct", argo.uri(), direct.accessThrough(kubernetes), namespace)
                        .direct());
        rest = new RestDriver(gateway.rest());
        grpc = new GrpcDriver(gateway.port());
        hub.awaitStart();
        alice = hub.kernelToken("alice").reveal();
        bob = hub.kernelToken("bob").reveal();
    }

    private static Path file(String name) {
        return Checkout.path("service/src/test/resources/io/tiphys/gateway/contract/" + name);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            grpc.close();
            rest.close();
            gateway.close();
            kubernetes.close();
            argo.close();
        }
        if (namespace != null) {
            namespace.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aKernelSubmitsByABindingOfItsUserAndByOneOfItsGroup() throws Exception {
        for (String token : List.of(alice, bob)) {
            for (GatewayDriver driver : List.of(rest, grpc)) {
                Call call = Call.to("minted", namespace.name(), token);

                Submitted submitted = driver.submit(call, SUSPENDED, MediaType.YAML, false);

                assertThat(driver.get(call, submitted.workflow().name()).uid())
                        .isEqualTo(submitted.workflow().uid());
            }
            HttpResponse<String> answer =
                    send("POST", "/argo/minted/api/v1/workflows/" + namespace.name(), token, UNDER_ARGO);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void aKernelLearnsWhoItIs() throws Exception {
        JsonNode who = JSON.readTree(
                send("GET", "/v1/whoami?environment=minted", bob, "").body());

        assertThat(who.get("user").asText()).isEqualTo("hub:bob");
        assertThat(who.get("tokenKind").asText()).isEqualTo("JUPYTERHUB");
        assertThat(who.get("issuer").asText()).isEqualTo(hub.proxy().uri().toString());
        assertThat(who.get("groups").toString()).isEqualTo("[\"hub:students\"]");
        assertThat(who.has("expiresAt")).isFalse();
        assertThat(who.at("/namespaces/0/allowed").toString()).contains("submit");
        assertThat(who.at("/namespaces/0/denied").toString()).contains("delete");
    }

    @Test
    void aCallWithoutAnEnvironmentFindsTheOneWithTheHub() {
        assertThat(rest.environments(new Call(
                        Optional.empty(), Optional.empty(), Optional.of(alice), Optional.empty(), Optional.empty())))
                .containsExactly("minted");
    }

    @Test
    void aTokenWithoutTheScopeOfAServiceOrMadeUpIsRefused() {
        String mallory = hub.kernelToken("mallory").reveal();

        assertThat(refusal(rest, "minted", mallory).detail())
                .contains("'access:services!service=tiphys'", "c.Spawner.server_token_scopes");
        assertThat(refusal(grpc, "minted", hub.serviceToken().reveal()).detail())
                .contains("belongs to a service of the JupyterHub");
        assertThat(refusal(rest, "minted", "0123456789abcdef0123456789abcdef").detail())
                .startsWith("No JupyterHub of the environment accepts the token");
    }

    @Test
    void aPersonWithoutABindingIsRefusedWithTheManifest() {
        Refusal.View refusal = refusal(rest, "minted", hub.kernelToken("carol").reveal(), "ACCESS_DENIED");

        assertThat(refusal.manifest().orElseThrow()).contains("hub:carol");
    }

    @Test
    void aRevokedTokenIsRefusedAfterTenSeconds() {
        String erin = hub.kernelToken("erin").reveal();
        refusal(rest, "minted", erin, "ACCESS_DENIED");
        hub.revoke("erin");

        gateway.leap(Duration.ofSeconds(11));

        assertThat(refusal(rest, "minted", erin).detail()).contains("It is revoked");
    }

    @Test
    void nothingIsDecidedWhileTheHubIsAway() {
        Call call = Call.to("minted", namespace.name(), alice);
        rest.submit(call, SUSPENDED, MediaType.YAML, false);
        hub.proxy().refuseConnections();
        try {
            rest.submit(call, SUSPENDED, MediaType.YAML, false);
            gateway.leap(Duration.ofSeconds(11));

            assertThat(refusal(rest, "minted", alice, "ISSUER_UNAVAILABLE").retryable())
                    .isTrue();
            assertThat(refusal(grpc, "minted", alice, "ISSUER_UNAVAILABLE").detail())
                    .contains("JupyterHub");
        } finally {
            hub.proxy().heal();
        }
        rest.submit(call, SUSPENDED, MediaType.YAML, false);
    }

    @Test
    void theHubAloneSeesItsTokensAndNoOtherOnes() {
        gateway.leap(Duration.ofSeconds(11));
        JOURNAL.clear();

        refusal(rest, "direct", alice);
        assertThat(JOURNAL.calls()).as("in an environment without a hub").allMatch(WireCall::readsPublishedKeys);

        rest.submit(Call.to("minted", namespace.name(), alice), SUSPENDED, MediaType.YAML, false);
        assertThat(JOURNAL.callsTo("jupyterhub"))
                .singleElement()
                .satisfies(call -> assertThat(call.path()).isEqualTo("/hub/api/user"));
        assertThat(JOURNAL.calls())
                .noneMatch(call -> call.path().contains("/tokenreviews"))
                .noneMatch(call ->
                        call.authorization().equals(Optional.of(WireJournal.fingerprint(BearerToken.of(alice)))));

        JOURNAL.clear();
        String ofTheCluster = namespace.token(Accounts.USER).reveal();
        rest.submit(Call.to("minted", namespace.name(), ofTheCluster), SUSPENDED, MediaType.YAML, false);
        assertThat(JOURNAL.calls()).extracting(WireCall::upstream).doesNotContain("jupyterhub");
    }

    private static Refusal.View refusal(GatewayDriver driver, String environment, String token) {
        return refusal(driver, environment, token, "TOKEN_INVALID");
    }

    private static Refusal.View refusal(GatewayDriver driver, String environment, String token, String reason) {
        Refusal[] thrown = new Refusal[1];
        assertThatThrownBy(() ->
                        driver.submit(Call.to(environment, namespace.name(), token), SUSPENDED, MediaType.YAML, false))
                .isInstanceOfSatisfying(Refusal.class, refusal -> thrown[0] = refusal);
        assertThat(thrown[0].view().reason()).as(thrown[0].view().detail()).isEqualTo(reason);
        assertThat(thrown[0].view().toString()).doesNotContain(token);
        return thrown[0].view();
    }

    private static HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.rest() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
