package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.client.TiphysClient;
import io.tiphys.client.environment.CallerIdentity;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.KeycloakServer;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People and programs of a real Keycloak, who have no token of the cluster, in front of a real Argo. */
@Timeout(1200)
final class KeycloakIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STAFF_SUBMITTER = "staff-account";
    private static final byte[] SUSPENDED = Workflows.SUSPENDED.getBytes(StandardCharsets.UTF_8);
    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static final WireJournal JOURNAL = new WireJournal();

    private static KeycloakServer keycloak;
    private static FaultProxy kubernetes;
    private static TestNamespace namespace;
    private static RunningGateway gateway;
    private static RestDriver rest;
    private static GrpcDriver grpc;

    @BeforeAll
    static void start() {
        keycloak = KeycloakServer.get();
        namespace = TestNamespace.create(CLUSTER);
        Accounts.prepare(namespace);
        namespace.tokenSecret(Accounts.SUBMITTER, Accounts.SUBMITTER + ".service-account-token");
        namespace.grantWorkflows(TestNamespace.person("keycloak:alice"));
        namespace.grantWorkflows(TestNamespace.group("keycloak:staff"));
        namespace.grantWorkflows(TestNamespace.person("keycloak:service-account-pipeline"));
        GatewayAccount minted = GatewayAccount.forTokenRequest(CLUSTER, namespace);
        namespace.serviceAccount(STAFF_SUBMITTER);
        namespace.grant(STAFF_SUBMITTER, Accounts.argo("workflows", "create", "get", "list", "watch"));
        namespace.grant(TestNamespace.person(minted.user()), Accounts.tokensOf(STAFF_SUBMITTER));
        GatewayAccount secret = GatewayAccount.forServiceAccountSecret(CLUSTER, namespace);
        GatewayAccount direct = GatewayAccount.forDirect(CLUSTER);
        kubernetes = FaultProxy.ofKubernetes(CLUSTER, JOURNAL);
        gateway = RunningGateway.start(
                withKeycloak("minted", minted.accessThrough(kubernetes)).tokenRequest(),
                withKeycloak("secret", secret.access()).serviceAccountSecret(),
                withKeycloak("ruled", minted.access())
                        .tokenRequest()
                        .with("account-rules.staff.precedence", 10)
                        .with("account-rules.staff.groups", List.of("keycloak:staff"))
                        .with("account-rules.staff.service-account", STAFF_SUBMITTER)
                        .with("account-rules.verified.precedence", 5)
                        .with(
                                "account-rules.verified.expression",
                                "has(claims.email) && claims.email == 'nobody@example.org'")
                        .with("account-rules.verified.service-account", "no-such-account"),
                EnvironmentSettings.of("direct", CLUSTER.argoServer(), direct.access(), namespace)
                        .direct());
        rest = new RestDriver(gateway.rest());
        grpc = new GrpcDriver(gateway.port());
        keycloak.awaitStart();
    }

    private static EnvironmentSettings withKeycloak(String name, KubernetesAccess access) {
        return EnvironmentSettings.of(name, CLUSTER.argoServer(), access, namespace)
                .accountUsers("keycloak:alice", "keycloak:service-account-pipeline")
                .with("allowed-callers.groups", List.of("keycloak:staff"))
                .keycloak(keycloak)
                .with("identities.keycloak.clock-skew", "0s")
                .with("identities.keycloak.groups-claim", "groups")
                .with("identities.keycloak.groups-prefix", "keycloak:");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            grpc.close();
            rest.close();
            gateway.close();
            kubernetes.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minted", "secret"})
    void aPersonSubmitsByABindingOfItsNameAndByOneOfItsGroup(String environment) {
        for (GatewayDriver driver : List.of(rest, grpc)) {
            for (String person : List.of("alice", "carol")) {
                Call call = Call.to(environment, namespace.name(), token(person));

                Submitted submitted = submit(driver, call);

                assertThat(submitted.decidedBy()).isEqualTo("KUBERNETES");
                assertThat(driver.get(call, submitted.workflow().name()).uid())
                        .isEqualTo(submitted.workflow().uid());
            }
        }
    }

    @Test
    void aProgramSubmitsWithItsClientCredentials() {
        String token = keycloak.clientToken("pipeline").reveal();

        assertThat(submit(rest, Call.to("minted", namespace.name(), token))
                        .workflow()
                        .name())
                .startsWith("suspended-");
    }

    @Test
    void anArgoClientListsThroughTheArgoApi() throws Exception {
        HttpResponse<String> answer = argo("minted", token("alice"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"items\"");
    }

    @Test
    void keyedNamesBelongToThePerson() {
        Call alice = Call.to("minted", namespace.name(), token("alice")).keyed("experiment-7");
        Call carol = alice.as(token("carol"));

        String first = submit(rest, alice).workflow().name();
        Submitted again = submit(rest, alice.as(token("alice")));

        assertThat(again.replayed()).isTrue();
        assertThat(again.workflow().name()).isEqualTo(first);
        assertThat(submit(rest, carol).workflow().name()).isNotEqualTo(first);
    }

    @Test
    void aRuleSelectsTheAccountThatArgoSees() {
        Submitted ofCarol = submit(rest, Call.to("ruled", namespace.name(), token("carol")));
        Submitted ofAlice = submit(rest, Call.to("ruled", namespace.name(), token("alice")));

        assertThat(ofCarol.workflow().json()).contains(STAFF_SUBMITTER).doesNotContain(EnvironmentSettings.SUBMITTER);
        assertThat(ofAlice.workflow().json())
                .contains(EnvironmentSettings.SUBMITTER)
                .doesNotContain(STAFF_SUBMITTER);
    }

    @Test
    void aPersonLearnsWhoItIsAndWhatItMayDo() throws Exception {
        JsonNode carol = JSON.readTree(
                get("/v1/whoami?environment=ruled", token("carol")).body());

        assertThat(carol.get("user").asText()).isEqualTo("keycloak:carol");
        assertThat(carol.get("tokenKind").asText()).isEqualTo("OPENID_CONNECT");
        assertThat(carol.get("issuer").asText()).isEqualTo(keycloak.issuer());
        assertThat(carol.get("groups").get(0).asText()).isEqualTo("keycloak:staff");
        assertThat(carol.get("serviceAccount").asText()).isEqualTo(STAFF_SUBMITTER);
        assertThat(carol.get("accountRule").asText()).isEqualTo("staff");
        assertThat(carol.at("/namespaces/0/allowed").toString()).contains("submit", "watch");
        assertThat(carol.at("/namespaces/0/denied").toString()).contains("delete");
        try (TiphysClient client = TiphysClient.builder()
                .gateway(gateway.rest())
                .environment("minted")
                .token(() -> token("alice"))
                .build()) {
            CallerIdentity alice = client.whoAmI();
            assertThat(alice.user()).isEqualTo("keycloak:alice");
            assertThat(alice.serviceAccount()).contains(EnvironmentSettings.SUBMITTER);
            assertThat(alice.accountRule()).isEmpty();
            assertThat(alice.expiresAt()).isPresent();
        }
    }

    @Test
    void aPersonWithoutABindingIsRefusedWithTheManifest() {
        Refusal.View refusal = refusal(rest, Call.to("minted", namespace.name(), token("mallory")));

        assertThat(refusal.reason()).isEqualTo("ACCESS_DENIED");
        assertThat(refusal.detail()).contains("'keycloak:mallory' may not: create workflows");
        assertThat(refusal.manifest().orElseThrow()).contains("keycloak:mallory");
    }

    @Test
    void aTokenForAnotherAudienceOrEnvironmentIsRefused() {
        String elsewhere = keycloak.token("elsewhere", "alice").reveal();
        assertThat(refusal(grpc, Call.to("minted", namespace.name(), elsewhere)).detail())
                .contains("made for another audience");

        Refusal.View replayed = refusal(rest, Call.to("direct", namespace.name(), token("alice")));
        assertThat(replayed.reason()).isEqualTo("TOKEN_INVALID");
        assertThat(replayed.detail()).contains("Environment 'direct' does not accept tokens of this token's issuer");
    }

    @Test
    void anExpiredTokenIsRefused() {
        BearerToken brief = keycloak.token("brief", "alice");
        Call call = Call.to("minted", namespace.name(), brief.reveal());
        submit(rest, call);

        Awaiting.until(() -> {
            gateway.leap(Duration.ofSeconds(11));
            return refused(call);
        });

        assertThat(refusal(rest, call).detail()).contains("The token expired at");
    }

    @Test
    void keysRotateAndTheIssuerGoesAway() {
        String before = token("alice");
        submit(rest, Call.to("minted", namespace.name(), before));
        keycloak.rotateKeys(200);
        gateway.leap(Duration.ofSeconds(6));

        submit(rest, Call.to("minted", namespace.name(), token("alice")));
        submit(rest, Call.to("minted", namespace.name(), before));

        String known = token("carol");
        keycloak.rotateKeys(300);
        String unknown = token("carol");
        keycloak.proxy().refuseConnections();
        try {
            gateway.leap(Duration.ofMinutes(11));
            submit(rest, Call.to("minted", namespace.name(), known));
            gateway.leap(Duration.ofSeconds(6));
            Refusal.View undecided = refusal(grpc, Call.to("minted", namespace.name(), unknown));
            assertThat(undecided.reason()).isEqualTo("ISSUER_UNAVAILABLE");
            assertThat(undecided.retryable()).isTrue();
        } finally {
            keycloak.proxy().heal();
        }

        gateway.leap(Duration.ofSeconds(6));
        submit(rest, Call.to("minted", namespace.name(), unknown));
    }

    @Test
    void theClusterReviewsPermissionsAndSeesNoToken() {
        String token = token("alice");
        JOURNAL.clear();

        submit(rest, Call.to("minted", namespace.name(), token));
        rest.preflight(Call.to("minted", namespace.name(), token), SUSPENDED);

        gateway.leap(Duration.ofSeconds(11));
        submit(rest, Call.to("minted", namespace.name(), token));
        assertThat(JOURNAL.calls()).anyMatch(call -> call.path().contains("/subjectaccessreviews"));
        assertThat(JOURNAL.calls())
                .noneMatch(call -> call.path().contains("/tokenreviews"))
                .noneMatch(call ->
                        call.authorization().equals(Optional.of(WireJournal.fingerprint(BearerToken.of(token)))));
    }

    private static String token(String person) {
        return keycloak.token("notebook", person).reveal();
    }

    private static Submitted submit(GatewayDriver driver, Call call) {
        return driver.submit(call, SUSPENDED, MediaType.YAML, false);
    }

    private static boolean refused(Call call) {
        try {
            submit(rest, call);
            return false;
        } catch (Refusal e) {
            return true;
        }
    }

    private static Refusal.View refusal(GatewayDriver driver, Call call) {
        Refusal[] thrown = new Refusal[1];
        assertThatThrownBy(() -> submit(driver, call))
                .isInstanceOfSatisfying(Refusal.class, refusal -> thrown[0] = refusal);
        return thrown[0].view();
    }

    private static HttpResponse<String> argo(String environment, String token) throws Exception {
        return get("/argo/" + environment + "/api/v1/workflows/" + namespace.name(), token);
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.rest() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
