package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.KeycloakServer;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Argo's annotations on real service accounts select the account for people of a real Keycloak, in front of a real Argo. */
@Timeout(1200)
final class ArgoAnnotationsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOGIN = "user-default-login";
    private static final String ADMIN = "admin-user";
    private static final byte[] SUSPENDED = Workflows.SUSPENDED.getBytes(StandardCharsets.UTF_8);
    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static KeycloakServer keycloak;
    private static TestNamespace argo;
    private static TestNamespace science;
    private static RunningGateway gateway;
    private static RestDriver rest;

    @BeforeAll
    static void start() {
        keycloak = KeycloakServer.get();
        argo = TestNamespace.create(CLUSTER);
        science = TestNamespace.create(CLUSTER);
        Accounts.prepare(science);
        science.grantWorkflows(TestNamespace.group("keycloak:staff"));
        science.grantWorkflows(TestNamespace.group("keycloak:students"));
        science.grantWorkflows(argo.subject(LOGIN));
        science.grantWorkflows(argo.subject(ADMIN));
        science.grantWorkflows(science.subject(LOGIN));
        GatewayAccount account =
                GatewayAccount.forTokenRequest(CLUSTER, science).readingAnnotations(argo, science);
        gateway = RunningGateway.start(EnvironmentSettings.of("lab", CLUSTER.argoServer(), account.access(), science)
                .tokenRequest()
                .with("allowed-callers.groups", List.of("keycloak:staff", "keycloak:students"))
                .keycloak(keycloak)
                .with("identities.keycloak.groups-claim", "groups")
                .with("identities.keycloak.groups-prefix", "keycloak:")
                .with("argo-account-rules.identity", "keycloak")
                .with("argo-account-rules.namespace", argo.name())
                .with("argo-account-rules.service-accounts", List.of(LOGIN, ADMIN))
                .with("argo-account-rules.delegate-to-namespace", true));
        rest = new RestDriver(gateway.rest());
        keycloak.awaitStart();
    }

    @BeforeEach
    void annotate() {
        annotate(argo, LOGIN, "true", "0");
        annotate(argo, ADMIN, "'staff' in groups and email endsWith '@example.org'", "10");
        annotate(science, LOGIN, "'nobody' in groups", "5");
        gateway.leap(Duration.ofSeconds(11));
    }

    private static void annotate(TestNamespace place, String account, String rule, String precedence) {
        place.apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: %s
                  annotations:
                    workflows.argoproj.io/rbac-rule: "%s"
                    workflows.argoproj.io/rbac-rule-precedence: "%s"
                """.formatted(account, rule, precedence));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            rest.close();
            gateway.close();
        }
        if (science != null) {
            science.close();
            argo.close();
        }
    }

    @Test
    void argoSeesTheAccountOfTheRuleFromItsOwnNamespace() {
        assertThat(creator("carol")).contains(argo.name(), ADMIN);
        assertThat(creator("alice")).contains(argo.name(), LOGIN).doesNotContain(ADMIN);
    }

    @Test
    void anAccountOfTheNamespaceReplacesItWithAHigherPrecedence() throws Exception {
        annotate(science, LOGIN, "preferred_username in ['alice', 'carol']", "5");
        gateway.leap(Duration.ofSeconds(11));

        assertThat(creator("alice")).contains(science.name(), LOGIN).doesNotContain(argo.name());
        assertThat(creator("carol")).contains(argo.name(), ADMIN);
        assertThat(whoAmI("alice").get("note").asText()).contains(science.name() + "/" + LOGIN + ", precedence 5");
    }

    @Test
    void aPersonLearnsTheAccountAndThePrecedence() throws Exception {
        JsonNode carol = whoAmI("carol");

        assertThat(carol.get("serviceAccount").asText()).isEqualTo(ADMIN);
        assertThat(carol.get("accountRule").asText()).isEqualTo(argo.name() + "/" + ADMIN + ", precedence 10");
        assertThat(carol.at("/namespaces/0/allowed").toString()).contains("submit");
    }

    @Test
    void aRuleWithoutAResultRefusesTheCaller() {
        annotate(argo, ADMIN, "'staff' in groupz", "10");
        gateway.leap(Duration.ofSeconds(11));

        Refusal.View refusal = refusal("carol");
        assertThat(refusal.reason()).isEqualTo("SERVICE_ACCOUNT_USE_DENIED");
        assertThat(refusal.detail()).contains("'" + ADMIN + "'", "'groupz' is no claim that Argo knows");
    }

    @Test
    void anAccountThatTheEnvironmentDoesNotNameIsRefused() {
        annotate(argo, "cluster-admin", "true", "99");
        gateway.leap(Duration.ofSeconds(11));
        try {
            assertThat(refusal("carol").detail()).contains("'cluster-admin'", "argo-account-rules.service-accounts");
        } finally {
            annotate(argo, "cluster-admin", "false", "99");
        }
    }

    @Test
    void aRuleGrantsNothing() {
        assertThat(refusal("mallory").reason()).isEqualTo("SERVICE_ACCOUNT_USE_DENIED");
        annotate(argo, ADMIN, "preferred_username == 'mallory'", "10");
        gateway.leap(Duration.ofSeconds(11));

        assertThat(refusal("mallory").reason()).isEqualTo("ACCESS_DENIED");
    }

    private static String token(String person) {
        return keycloak.token("notebook", person).reveal();
    }

    /** The label in which Argo names the creator: {@code system-serviceaccount-<namespace>-<account>}. */
    private static String creator(String person) {
        try {
            return JSON.readTree(submit(person))
                    .at("/metadata/labels/workflows.argoproj.io~1creator")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String submit(String person) {
        Call call = Call.to("lab", science.name(), token(person));
        return rest.submit(call, SUSPENDED, MediaType.YAML, false).workflow().json();
    }

    private static Refusal.View refusal(String person) {
        Refusal[] thrown = new Refusal[1];
        assertThatThrownBy(() -> submit(person)).isInstanceOfSatisfying(Refusal.class, refusal -> thrown[0] = refusal);
        return thrown[0].view();
    }

    private static JsonNode whoAmI(String person) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.rest() + "/v1/whoami?environment=lab"))
                .header("Authorization", "Bearer " + token(person))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }
}
