package io.tiphys.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.contract.GatewayDriver.Call;
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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call with a key comes to when the connection to the Argo Server fails it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class KeyedFaultIT {
    private static final Predicate<WireCall> CREATES =
            call -> call.method().equals("POST") && call.path().startsWith("/api/v1/workflows/");
    private static final String QUOTA_CONFLICT =
            "{\"code\":6,\"message\":\"Operation cannot be fulfilled on resourcequotas \\\"pods\\\": the object has been"
                    + " modified; please apply your changes to the latest version and try again\"}";

    private final WireJournal journal = new WireJournal();
    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final FaultProxy argo = FaultProxy.ofArgo(cluster, journal);
    private final HttpClient client = HttpClient.newHttpClient();
    private TestNamespace namespace;
    private RunningGateway gateway;
    private RestDriver rest;
    private String token;

    @BeforeAll
    void start() {
        namespace = TestNamespace.create(cluster);
        Accounts.prepare(namespace);
        GatewayAccount account = GatewayAccount.forTokenRequest(cluster, namespace);
        gateway = RunningGateway.start(EnvironmentSettings.of("lab", argo.uri(), account.access(), namespace)
                .accountUsers(namespace.user(Accounts.USER))
                .with("limits.call-timeout", "6s")
                .with("limits.circuit-breaker.failure-rate-threshold", 100)
                .with("limits.circuit-breaker.sliding-window", 1000)
                .tokenRequest());
        rest = new RestDriver(gateway.rest());
        token = namespace.token(Accounts.USER).reveal();
    }

    @AfterEach
    void heal() {
        argo.heal();
        journal.clear();
    }

    @AfterAll
    void stop() {
        rest.close();
        gateway.close();
        namespace.close();
        argo.close();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault.CutAfterAnswer(),
                new Fault.CutInAnswer(20),
                new Fault.StallInAnswer(20),
                new Fault.CutBeforeSending(),
                new Fault.Silence(),
                Fault.Answer.json(409, QUOTA_CONFLICT),
                new Fault.Answer(504, java.util.Map.of(), "gateway timeout"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void resolvesAnUnclearOutcomeOverRest(Fault fault) {
        String key = UUID.randomUUID().toString();
        argo.injectOnce(CREATES, fault);

        Submitted submitted = submit(key);

        assertThat(submitted.replayed()).isFalse();
        assertThat(made(submitted.workflow().name())).isEqualTo(1);
        assertThat(submit(key).workflow().uid()).isEqualTo(submitted.workflow().uid());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void resolvesAnUnclearOutcomeOverTheArgoApi(Fault fault) throws IOException, InterruptedException {
        String key = UUID.randomUUID().toString();
        argo.injectOnce(CREATES, fault);

        HttpResponse<String> answer = argoApi(key);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
        String name =
                new ObjectMapper().readTree(answer.body()).at("/metadata/name").asText();
        assertThat(made(name)).isEqualTo(1);
        assertThat(argoApi(key).headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void makesNoFurtherCallWhenNothingGoesWrong() throws IOException, InterruptedException {
        submit(UUID.randomUUID().toString());
        assertThat(journal.callsTo("argo")).hasSize(1);

        argoApi(UUID.randomUUID().toString());
        assertThat(journal.callsTo("argo")).hasSize(2);
    }

    @Test
    void saysUnknownOnlyWhileTheArgoServerStaysAwayAndCreatesOnceAfterwards() {
        String key = UUID.randomUUID().toString();
        argo.injectOnce(CREATES, new Fault.CutAfterAnswer());
        argo.inject(call -> call.method().equals("GET"), new Fault.Silence());

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> submit(key));

        assertThat(refusal.view().reason()).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(refusal.view().metadata()).containsKey("workflow");
        argo.heal();
        Submitted submitted = submit(key);
        assertThat(submitted.workflow().name())
                .isEqualTo(refusal.view().metadata().get("workflow"));
        assertThat(submitted.replayed()).isTrue();
    }

    @Test
    void sendsNothingAgainWithoutAKey() {
        argo.injectOnce(CREATES, new Fault.CutAfterAnswer());

        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> rest.submit(call(), Workflows.SUSPENDED.getBytes(UTF_8), MediaType.YAML, false));

        assertThat(refusal.view().reason()).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(journal.callsTo("argo")).hasSize(1);
    }

    private Call call() {
        return Call.to("lab", namespace.name(), token);
    }

    private Submitted submit(String key) {
        return rest.submit(call().keyed(key), Workflows.SUSPENDED.getBytes(UTF_8), MediaType.YAML, false);
    }

    private HttpResponse<String> argoApi(String key) throws IOException, InterruptedException {
        String body = "{\"workflow\":{\"metadata\":{\"generateName\":\"a-\"},\"spec\":{\"entrypoint\":\"wait\","
                + "\"templates\":[{\"name\":\"wait\",\"suspend\":{}}]}}}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(gateway.rest() + "/api/v1/workflows/" + namespace.name()))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** How many workflows of the name's family there are that bear its record. */
    private long made(String name) {
        return cluster
                .admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .filter(workflow -> workflow.getMetadata().getName().equals(name))
                .count();
    }
}
