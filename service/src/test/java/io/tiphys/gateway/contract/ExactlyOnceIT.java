package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.tiphys.gateway.contract.RetryingClient.Api;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.CuttingRelay;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that send again whatever was not answered, behind a relay that cuts their connections after the request was carried
 * out, in front of two gateways that share nothing.
 */
@Timeout(600)
final class ExactlyOnceIT {
    private static final double CUT_SHARE = 0.35;
    private static final int SUBMISSIONS = 300;
    private static final int AT_ONCE = 8;
    private static final String LABEL = "exactly-once";
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow",
             "metadata":{"generateName":"once-","labels":{"exactly-once":"%s"}},
             "spec":{"entrypoint":"wait","suspend":true,"templates":[{"name":"wait","suspend":{}}]}}""";

    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static TestNamespace namespace;
    private static List<RunningGateway> gateways = List.of();

    @BeforeAll
    static void start() {
        namespace = TestNamespace.create(CLUSTER);
        Accounts.prepare(namespace);
        GatewayAccount account = GatewayAccount.forTokenRequest(CLUSTER, namespace);
        gateways = List.of(gateway(account), gateway(account));
    }

    private static RunningGateway gateway(GatewayAccount account) {
        return RunningGateway.start(EnvironmentSettings.of("lab", CLUSTER.argoServer(), account.access(), namespace)
                .accountUsers(namespace.user(Accounts.USER))
                .tokenRequest());
    }

    @AfterAll
    static void stop() {
        gateways.forEach(RunningGateway::close);
        namespace.close();
    }

    /** How often each submission was made. */
    private record Counts(int lost, int doubled, int cut) {}

    @Test
    void nothingIsLostAndNothingDoubledWithKeys() throws InterruptedException, ExecutionException {
        Counts counts = run("keyed", EnumSet.allOf(Api.class), SUBMISSIONS, true, throughGateways());

        System.out.println("with keys, through two gateways: " + counts);
        assertThat(counts.cut()).isGreaterThan(SUBMISSIONS / 10);
        assertThat(counts.lost()).isZero();
        assertThat(counts.doubled()).isZero();
    }

    @Test
    void theSameClientsDoubleWithoutKeys() throws InterruptedException, ExecutionException {
        Counts counts = run("bare", EnumSet.allOf(Api.class), SUBMISSIONS / 3, false, throughGateways());

        System.out.println("without keys, through two gateways: " + counts);
        assertThat(counts.lost()).isZero();
        assertThat(counts.doubled()).isPositive();
    }

    @Test
    void theSameClientsDoubleStraightAtTheArgoServer() throws InterruptedException, ExecutionException {
        Set<Api> apis = EnumSet.of(Api.ARGO_HTTP, Api.ARGO_GRPC);

        Counts counts = run("direct", apis, SUBMISSIONS / 3, true, List.of(CLUSTER.argoServer()));

        System.out.println("with keys, straight to argo-server: " + counts);
        assertThat(counts.lost()).isZero();
        assertThat(counts.doubled()).isPositive();
    }

    private static List<URI> throughGateways() {
        return gateways.stream().map(RunningGateway::rest).toList();
    }

    private static Counts run(String name, Set<Api> apis, int submissions, boolean keyed, List<URI> servers)
            throws InterruptedException, ExecutionException {
        List<Api> inTurn = List.copyOf(apis);
        String token = namespace.token(Accounts.USER).reveal();
        try (CuttingRelay relay = new CuttingRelay(
                        servers, () -> ThreadLocalRandom.current().nextDouble() < CUT_SHARE);
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < submissions; i++) {
                RetryingClient client =
                        new RetryingClient(inTurn.get(i % inTurn.size()), relay.port(), namespace.name(), token);
                String workflow = WORKFLOW.formatted(name + "-" + i);
                Optional<String> key = keyed ? Optional.of(UUID.randomUUID().toString()) : Optional.empty();
                running.add(threads.submit(() -> {
                    client.submit(workflow, key);
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return counts(name, submissions, relay.cut());
        }
    }

    private static Counts counts(String name, int submissions, int cut) {
        Map<String, Integer> made = new TreeMap<>();
        for (GenericKubernetesResource workflow : CLUSTER.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .list()
                .getItems()) {
            String label = workflow.getMetadata().getLabels().getOrDefault(LABEL, "");
            if (label.startsWith(name + "-")) {
                made.merge(label, 1, Integer::sum);
            }
        }
        int doubled = (int) made.values().stream().filter(count -> count > 1).count();
        return new Counts(submissions - made.size(), doubled, cut);
    }
}
