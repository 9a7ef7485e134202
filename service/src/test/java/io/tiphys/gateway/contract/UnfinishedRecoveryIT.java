package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.tiphys.gateway.contract.RetryingClient.Api;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.OutageRelay;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The count of unfinished workflows after an outage of the watch, and keyed calls at a full limit, on a real Argo. */
@Timeout(120)
final class UnfinishedRecoveryIT {
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"limited-"},
             "spec":{"entrypoint":"wait","suspend":true,"templates":[{"name":"wait","suspend":{}}]}}""";

    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private final OutageRelay network = new OutageRelay(CLUSTER.kubernetes());
    private final List<RunningGateway> gateways = new ArrayList<>();
    private TestNamespace namespace;
    private LimitedNamespace limited;
    private GatewayAccount account;

    @BeforeEach
    void prepare() {
        namespace = TestNamespace.create(CLUSTER);
        limited = new LimitedNamespace(CLUSTER, namespace);
        Accounts.prepare(namespace);
        account = GatewayAccount.forTokenRequest(CLUSTER, namespace).counting(namespace);
    }

    @AfterEach
    void stop() {
        gateways.forEach(RunningGateway::close);
        network.close();
        account.close();
        namespace.close();
    }

    @Test
    void countsRightAfterAnOutageInWhichWorkflowsFinishedVanishedAndCame() {
        RunningGateway gateway = gateway(3);
        assertThat(statuses(gateway, 4)).containsExactly(201, 201, 201, 429);
        List<String> names = names();

        network.breakDown();
        limited.finish(names.get(0));
        limited.delete(names.get(1));
        namespace.apply(WORKFLOW.replace("\"generateName\":\"limited-\"", "\"name\":\"came\""));
        network.heal();

        awaitCount(gateway, 2);
        assertThat(statuses(gateway, 2)).containsExactly(201, 429);
        limited.finish("came");
        Patience.until("a slot is free", () -> statuses(gateway, 1).equals(List.of(201)));
        assertThat(statuses(gateway, 1)).containsExactly(429);
    }

    @Test
    void countsAfterALongOutageWhatWasCreatedMeanwhile() {
        RunningGateway gateway = gateway(1);
        assertThat(statuses(gateway, 2)).containsExactly(201, 429);

        network.breakDown();
        Patience.until("the counts are unknown", () -> {
            gateway.leap(Duration.ofSeconds(10));
            return LimitedNamespace.load(gateway).unknown() == 1;
        });
        namespace.apply(WORKFLOW.replace("\"generateName\":\"limited-\"", "\"name\":\"one\""));
        namespace.apply(WORKFLOW.replace("\"generateName\":\"limited-\"", "\"name\":\"two\""));
        network.heal();

        awaitCount(gateway, 3);
        assertThat(limited.post(gateway, "", WORKFLOW).body()).contains("has 3 unfinished workflows. The limit is 1.");
        names().forEach(limited::finish);
        Patience.until("a slot is free", () -> statuses(gateway, 1).equals(List.of(201)));
        assertThat(limited.post(gateway, "", WORKFLOW).body()).contains("has 1 unfinished workflows. The limit is 1.");
    }

    @Test
    void aWorkflowThatArgoEndsFreesItsSlotAndKeepsItWhileItRuns() {
        RunningGateway gateway = gateway(1);
        HttpResponse<String> first = limited.post(
                gateway,
                "",
                WORKFLOW.replace("\"suspend\":true,", "")
                        .replace("\"suspend\":{}", "\"suspend\":{\"duration\":\"2s\"}"));
        assertThat(first.statusCode()).isEqualTo(201);

        Patience.until("a slot is free", () -> {
            HttpResponse<String> next = limited.post(gateway, "", WORKFLOW);
            assertThat(next.statusCode()).isIn(201, 429);
            return next.statusCode() == 201;
        });

        assertThat(limited.workflows())
                .extracting(workflow -> workflow.getMetadata().getLabels().get("workflows.argoproj.io/phase"))
                .hasSize(2)
                .contains("Succeeded");
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aKeyedCallThatWasRefusedTakesItsSlotOnceWhenOneIsFree(Api api) throws IOException, InterruptedException {
        RunningGateway gateway = gateway(1);
        assertThat(statuses(gateway, 1)).containsExactly(201);
        String first = names().getFirst();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> submit(gateway, api, "mine")).hasMessageContaining("has 1 unfinished workflows");
        }

        limited.finish(first);
        Patience.until(
                "no workflow counts", () -> LimitedNamespace.load(gateway).unfinished() == 0);
        for (int i = 0; i < 3; i++) {
            submit(gateway, api, "mine");
        }

        assertThat(names()).hasSize(2);
        assertThat(LimitedNamespace.load(gateway).unfinished()).isEqualTo(1);
        assertThatThrownBy(() -> submit(gateway, api, "another")).hasMessageContaining("has 1 unfinished workflows");
        limited.finish(
                names().stream().filter(name -> !name.equals(first)).findFirst().orElseThrow());
        Patience.until(
                "no workflow counts", () -> LimitedNamespace.load(gateway).unfinished() == 0);
    }

    @Test
    void equalKeyedCallsAtTheSameTimeTakeOneSlotTogether() throws InterruptedException {
        RunningGateway gateway = gateway(1);
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        List<Thread> callers = IntStream.range(0, 8)
                .mapToObj(caller -> Thread.ofVirtual()
                        .start(() -> statuses.add(keyed(gateway, "mine").statusCode())))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(statuses).contains(201).isSubsetOf(201, 429);
        assertThat(names()).hasSize(1);
        HttpResponse<String> again = keyed(gateway, "mine");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        Patience.until(
                "the watch shows the workflow, and no slot is left beside it",
                () -> LimitedNamespace.load(gateway).unfinished() == 1);
        assertThat(statuses(gateway, 1)).containsExactly(429);
    }

    /** A watch that continues after an outage is current a moment before the missed events have come. */
    private static void awaitCount(RunningGateway gateway, int unfinished) {
        Patience.until("the count is that of the cluster", () -> {
            var load = LimitedNamespace.load(gateway);
            return load.unfinished() == unfinished && load.unknown() == 0;
        });
    }

    private HttpResponse<String> keyed(RunningGateway gateway, String key) {
        return limited.post(gateway, "", WORKFLOW, "Idempotency-Key", key);
    }

    private List<Integer> statuses(RunningGateway gateway, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> limited.post(gateway, "", WORKFLOW).statusCode())
                .toList();
    }

    private List<String> names() {
        return limited.workflows().stream()
                .map(GenericKubernetesResource::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    private void submit(RunningGateway gateway, Api api, String key) throws IOException, InterruptedException {
        new RetryingClient(api, gateway.port(), namespace.name(), limited.token(Accounts.USER))
                .submit(WORKFLOW, Optional.of(key));
    }

    private RunningGateway gateway(int limit) {
        RunningGateway gateway =
                RunningGateway.start(EnvironmentSettings.of("lab", CLUSTER.argoServer(), access(), namespace)
                        .with("limits.admission.max-unfinished.namespace", limit)
                        .accountUsers(namespace.user(Accounts.USER))
                        .tokenRequest());
        gateways.add(gateway);
        return gateway;
    }

    private KubernetesAccess access() {
        return new KubernetesAccess.TokenFile(
                URI.create("https://127.0.0.1:" + network.port()),
                Optional.of(CLUSTER.kubernetesCa()),
                account.tokenFile());
    }
}
