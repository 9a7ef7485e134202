package io.tiphys.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.ListOptions;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers are told, and what is created, when a system behind the gateway fails. */
@Timeout(120)
final class UpstreamFaultIT {
    private static final Predicate<WireCall> CREATES =
            call -> call.method().equals("POST") && call.path().startsWith("/api/v1/workflows/");
    private static final Predicate<WireCall> ACCESS_REVIEWS =
            call -> call.path().contains("subjectaccessreviews");

    private final WireJournal journal = new WireJournal();
    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final FaultProxy kubernetes = FaultProxy.ofKubernetes(cluster, journal);
    private final FaultProxy argo = FaultProxy.ofArgo(cluster, journal);
    private final TestNamespace namespace = TestNamespace.create(cluster);

    private RunningGateway gateway;
    private RestDriver rest;
    private Call call;

    @BeforeEach
    void start() {
        Accounts.prepare(namespace);
        GatewayAccount account = GatewayAccount.forTokenRequest(cluster, namespace);
        gateway = RunningGateway.start(
                environment("direct", account).direct(),
                environment("minted", account).tokenRequest());
        rest = new RestDriver(gateway.rest());
        call = Call.to(
                "minted", namespace.name(), namespace.token(Accounts.USER).reveal());
    }

    private EnvironmentSettings environment(String name, GatewayAccount account) {
        return EnvironmentSettings.of(name, argo.uri(), account.accessThrough(kubernetes), namespace)
                .accountUsers(namespace.user(Accounts.USER))
                .with("limits.call-timeout", "2s")
                .with("limits.circuit-breaker.sliding-window", 4);
    }

    @AfterEach
    void leaveNothingBehind() {
        rest.close();
        gateway.close();
        namespace.close();
        kubernetes.close();
        argo.close();
    }

    @Test
    void tellsThatArgoIsDownAndWorksOnceItIsBack() {
        argo.refuseConnections();
        assertThat(refused().reason()).isEqualTo("ARGO_UNAVAILABLE");
        assertThat(refused().retryable()).isTrue();
        assertThat(rest.failedChecks(call)).contains("argo-reachable");

        argo.heal();

        assertThat(submit().workflow().uid()).isNotEmpty();
        assertThat(created()).hasSize(1);
    }

    @Test
    void tellsThatKubernetesIsDownAndLetsNobodyIn() {
        kubernetes.refuseConnections();

        assertThat(refused().reason()).isEqualTo("KUBERNETES_UNAVAILABLE");
        assertThat(journal.callsTo("argo")).isEmpty();
    }

    @Test
    void letsNobodyPassWhileRightsCannotBeDecided() {
        kubernetes.inject(
                ACCESS_REVIEWS,
                Fault.Answer.json(500, "{\"kind\": \"Status\", \"status\": \"Failure\", \"code\": 500}"));

        for (String environment : List.of("direct", "minted")) {
            Refusal.View refusal = refused(call.through(environment));
            assertThat(refusal.reason()).isEqualTo("ACCESS_UNDECIDED");
            assertThat(refusal.retryable()).isTrue();
        }
        assertThat(journal.callsTo("argo")).isEmpty();
    }

    @Test
    void tellsThatTheOutcomeIsUnknownAndHowToFindIt() {
        argo.injectOnce(CREATES, new Fault.CutAfterAnswer());

        Refusal.View refusal = refused();

        assertThat(refusal.reason()).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(refusal.retryable()).isFalse();
        String selector = Objects.requireNonNull(refusal.metadata().get("labelSelector"));
        assertThat(created()).hasSize(1);
        Awaiting.until(() -> rest.list(call, ListOptions.pageOf(5).labelled(selector))
                        .workflows()
                        .size()
                == 1);
    }

    @Test
    void sendsASubmissionOnceWhateverHappens() {
        argo.inject(CREATES, new Fault.CutAfterAnswer());
        refused();
        argo.heal();
        argo.inject(CREATES, new Fault.Answer(503, Map.of(), "upstream connect error"));
        refused();

        assertThat(journal.callsTo("argo").stream().filter(CREATES)).hasSize(2);
        assertThat(created()).hasSize(1);
    }

    @Test
    void endsASlowSubmissionInTimeAndSaysThatItMayHaveHappened() {
        argo.inject(CREATES, new Fault.Delay(Duration.ofSeconds(20)));

        assertThat(refused().reason()).isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void endsASlowReadInTime() {
        argo.inject(new Fault.Delay(Duration.ofSeconds(20)));

        assertThat(refusal(() -> rest.get(call, "some-workflow")).reason()).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void holdsCallsBackOnceArgoKeepsFailing() {
        argo.inject(new Fault.Answer(503, Map.of(), "upstream connect error"));
        for (int i = 0; i < 4; i++) {
            refusal(() -> rest.get(call, "some-workflow"));
        }
        int before = journal.callsTo("argo").size();

        assertThat(refusal(() -> rest.get(call, "some-workflow")).reason()).isEqualTo("ARGO_CIRCUIT_OPEN");
        assertThat(journal.callsTo("argo")).hasSize(before);
        assertThat(rest.failedChecks(call)).contains("argo-circuit");
    }

    @Test
    void makesANewTokenOnceWhenArgoRefusesTheOneItHas() {
        submit();
        argo.injectOnce(CREATES, Fault.Answer.json(401, "{\"code\": 16, \"message\": \"Unauthorized\"}"));
        journal.clear();

        submit();

        assertThat(journal.calls().stream()
                        .map(one -> one.method() + " " + one.upstream())
                        .toList())
                .containsExactly("POST argo", "POST kubernetes", "POST argo");
    }

    @Test
    void saysThatItsOwnCredentialIsRefusedAndNeverBlamesTheCaller() {
        argo.inject(CREATES, Fault.Answer.json(401, "{\"code\": 16, \"message\": \"Unauthorized\"}"));

        assertThat(refused().reason()).isEqualTo("CREDENTIAL_REFUSED");
        assertThat(refused(call.through("direct")).reason()).isEqualTo("TOKEN_REFUSED_BY_ARGO");
    }

    @Test
    void tellsThatItsServiceAccountWasDeleted() {
        cluster.admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName(Accounts.SUBMITTER)
                .delete();

        Refusal.View refusal = refused();

        assertThat(refusal.reason()).isEqualTo("SERVICE_ACCOUNT_NOT_FOUND");
        assertThat(refusal.detail()).contains(Accounts.SUBMITTER);
    }

    private List<WireCall> created() {
        return journal.callsTo("argo").stream()
                .filter(CREATES)
                .filter(one -> one.status().orElse(0) == 200 || one.status().isEmpty())
                .toList();
    }

    private Submitted submit() {
        return rest.submit(call, Workflows.SUSPENDED.getBytes(UTF_8), MediaType.YAML, false);
    }

    private Refusal.View refused() {
        return refused(call);
    }

    private Refusal.View refused(Call other) {
        return refusal(() -> rest.submit(other, Workflows.SUSPENDED.getBytes(UTF_8), MediaType.YAML, false));
    }

    private static Refusal.View refusal(ThrowingCallable attempt) {
        Refusal refusal = catchThrowableOfType(Refusal.class, attempt);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.view();
    }
}
