package io.tiphys.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The sequence diagrams of the three ways to a token, as calls at the wire: who is asked what, in which order, and with
 * whose token.
 */
@Timeout(120)
final class SeedSequenceIT {
    private static final String REVIEW_TOKEN = "kubernetes POST /apis/authentication.k8s.io/v1/tokenreviews -> 201";
    private static final String REVIEW_ACCESS =
            "kubernetes POST /apis/authorization.k8s.io/v1/subjectaccessreviews -> 201";
    private static final String REVIEW_OWN_ACCESS =
            "kubernetes POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews -> 201";

    private final WireJournal journal = new WireJournal();
    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final FaultProxy kubernetes = FaultProxy.ofKubernetes(cluster, journal);
    private final FaultProxy argo = FaultProxy.ofArgo(cluster, journal);
    private final TestNamespace namespace = TestNamespace.create(cluster);

    @BeforeEach
    void prepare() {
        Accounts.prepare(namespace);
    }

    @AfterEach
    void leaveNothingBehind() {
        namespace.close();
        kubernetes.close();
        argo.close();
    }

    @Test
    void aUsersOwnTokenGoesThroughToArgo() {
        var token = namespace.token(Accounts.USER);

        List<WireCall> calls = submit(GatewayAccount.forDirect(cluster), token.reveal(), EnvironmentSettings::direct);

        assertThat(lines(calls)).containsExactly(REVIEW_TOKEN, REVIEW_OWN_ACCESS, created());
        String own = WireJournal.fingerprint(token);
        assertThat(calls.get(0).authorization())
                .isNotEmpty()
                .isNotEqualTo(calls.get(1).authorization());
        assertThat(calls.get(1).authorization()).contains(own);
        assertThat(calls.get(2).authorization()).contains(own);
    }

    @Test
    void theTokenOfAServiceAccountsSecretIsReadAndShownToArgo() {
        String secret = Accounts.SUBMITTER + ".service-account-token";
        var lent = namespace.tokenSecret(Accounts.SUBMITTER, secret);

        List<WireCall> calls = submit(
                GatewayAccount.forServiceAccountSecret(cluster, namespace),
                namespace.token(Accounts.USER).reveal(),
                environment -> environment.serviceAccountSecret().accountUsers(user()));

        assertThat(lines(calls))
                .containsExactly(
                        REVIEW_TOKEN,
                        REVIEW_ACCESS,
                        REVIEW_ACCESS,
                        "kubernetes GET " + core() + "/serviceaccounts/" + Accounts.SUBMITTER + " -> 200",
                        "kubernetes GET " + core() + "/secrets/" + secret + " -> 200",
                        created());
        assertThat(calls.getLast().authorization()).contains(WireJournal.fingerprint(lent));
    }

    @Test
    void aTokenIsMadeForTheServiceAccountAndShownToArgo() {
        var own = namespace.token(Accounts.USER);

        List<WireCall> calls = submit(
                GatewayAccount.forTokenRequest(cluster, namespace),
                own.reveal(),
                environment -> environment.tokenRequest().accountUsers(user()));

        assertThat(lines(calls))
                .containsExactly(
                        REVIEW_TOKEN,
                        REVIEW_ACCESS,
                        REVIEW_ACCESS,
                        "kubernetes POST " + core() + "/serviceaccounts/" + Accounts.SUBMITTER + "/token -> 201",
                        created());
        assertThat(calls.getLast().authorization()).isPresent().isNotEqualTo(Optional.of(WireJournal.fingerprint(own)));
    }

    @Test
    void aSecondSubmissionAsksKubernetesNothing() {
        var token = namespace.token(Accounts.USER).reveal();
        try (RunningGateway gateway = gateway(
                GatewayAccount.forTokenRequest(cluster, namespace),
                environment -> environment.tokenRequest().accountUsers(user()))) {
            submit(gateway, token);
            journal.clear();

            submit(gateway, token);

            assertThat(lines(journal.calls())).containsExactly(created());
        }
    }

    private List<WireCall> submit(GatewayAccount account, String token, Setting setting) {
        try (RunningGateway gateway = gateway(account, setting)) {
            journal.clear();
            submit(gateway, token);
            return journal.calls().stream()
                    .filter(call -> !call.readsPublishedKeys())
                    .toList();
        }
    }

    private void submit(RunningGateway gateway, String token) {
        try (RestDriver rest = new RestDriver(gateway.rest())) {
            rest.submit(
                    Call.to("seed", namespace.name(), token),
                    Workflows.SUSPENDED.getBytes(UTF_8),
                    MediaType.YAML,
                    false);
        }
    }

    private RunningGateway gateway(GatewayAccount account, Setting setting) {
        return RunningGateway.start(
                setting.of(EnvironmentSettings.of("seed", argo.uri(), account.accessThrough(kubernetes), namespace)));
    }

    private interface Setting {
        EnvironmentSettings of(EnvironmentSettings environment);
    }

    private String user() {
        return namespace.user(Accounts.USER);
    }

    private String core() {
        return "/api/v1/namespaces/" + namespace.name();
    }

    private String created() {
        return "argo POST /api/v1/workflows/" + namespace.name() + " -> 200";
    }

    private static List<String> lines(List<WireCall> calls) {
        return calls.stream().map(WireCall::toString).toList();
    }
}
