package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.client.Reason;
import io.tiphys.client.TiphysClient;
import io.tiphys.client.TiphysException;
import io.tiphys.client.workflow.BatchResult;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches through the Java client, as a program sends them, on a real Argo. */
@Timeout(120)
final class ClientBatchIT {
    private static final String READER = "reader";
    private static final String WORKFLOW =
            "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"generateName\":\"client-\"},"
                    + "\"spec\":{\"entrypoint\":\"wait\",\"suspend\":true,"
                    + "\"arguments\":{\"parameters\":[{\"name\":\"x\",\"value\":\"0\"}]},"
                    + "\"templates\":[{\"name\":\"wait\",\"suspend\":{}}]}}";

    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static TestNamespace namespace;
    private static GatewayAccount account;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        namespace = TestNamespace.create(CLUSTER);
        Accounts.prepare(namespace);
        namespace.serviceAccount(READER);
        namespace.grant(READER, Accounts.argo("workflows", "get", "list"));
        account = GatewayAccount.forTokenRequest(CLUSTER, namespace);
        gateway = RunningGateway.start(EnvironmentSettings.of("lab", CLUSTER.argoServer(), account.access(), namespace)
                .accountUsers(namespace.user(Accounts.USER), namespace.user(READER))
                .tokenRequest());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        account.close();
        namespace.close();
    }

    @Test
    void createsTheItemsOfAListOnceHoweverOftenItIsSent() {
        List<BatchResult> first = all(Accounts.USER, items(WORKFLOW, 12), "list");
        List<BatchResult> again = all(Accounts.USER, items(WORKFLOW, 12), "list");

        assertThat(outcomes(first)).containsExactly(Map.entry("created", 12L));
        assertThat(outcomes(again)).containsExactly(Map.entry("replayed", 12L));
        assertThat(names(again)).hasSize(12).isEqualTo(names(first)).isEqualTo(made("list"));
        assertThat(first).extracting(BatchResult::uid).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void namesTheParametersOfEachItemOfASweep() {
        String sweep = "{\"workflow\":" + WORKFLOW + ",\"sweep\":{\"grid\":{\"x\":[3,\"four\",5.5]}}}";

        List<BatchResult> results = all(Accounts.USER, sweep, "sweep");

        Map<Integer, Map<String, String>> parameters =
                new TreeMap<>(results.stream().collect(Collectors.toMap(BatchResult::index, BatchResult::parameters)));
        assertThat(parameters)
                .containsExactly(
                        Map.entry(0, Map.of("x", "3")),
                        Map.entry(1, Map.of("x", "four")),
                        Map.entry(2, Map.of("x", "5.5")));
        assertThat(made("sweep")).hasSize(3);
    }

    @Test
    void givesTheReasonOfARefusedItemAndCreatesTheOthers() {
        String bad = WORKFLOW.replace("\"entrypoint\":\"wait\"", "\"entrypoint\":\"other\"");
        String batch = "{\"items\":[{\"workflow\":" + WORKFLOW + "},{\"workflow\":" + bad + "},{\"workflow\":"
                + WORKFLOW + "}]}";

        List<BatchResult> results = all(Accounts.USER, batch, "bad");

        assertThat(outcomes(results)).containsOnly(Map.entry("created", 2L), Map.entry("refused", 1L));
        assertThat(results)
                .filteredOn(result -> result.index() == 1)
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.name()).isEmpty();
                    assertThat(refused.problem())
                            .hasValueSatisfying(
                                    problem -> assertThat(problem.reason()).isEqualTo(Reason.WORKFLOW_INVALID));
                });
    }

    @Test
    void completesABatchWhoseReaderWentAway() {
        Set<String> seen = new TreeSet<>();
        try (TiphysClient client = client(Accounts.USER);
                EventIterator<BatchResult> results = client.submitBatch(items(WORKFLOW, 60), "cut")) {
            for (int i = 0; i < 5; i++) {
                seen.add(results.next().name());
            }
        }

        List<BatchResult> again = all(Accounts.USER, items(WORKFLOW, 60), "cut");

        assertThat(names(again)).hasSize(60).containsAll(seen).isEqualTo(made("cut"));
    }

    @Test
    void throwsTheReasonWhyTheWholeBatchIsRefused() {
        assertThat(refusal(READER, items(WORKFLOW, 3), "reader").reason()).isEqualTo(Reason.ACCESS_DENIED);
        assertThat(refusal(Accounts.USER, "{\"items\":1}", "malformed").reason())
                .isEqualTo(Reason.REQUEST_INVALID);
        assertThat(refusal(Accounts.USER, items(WORKFLOW, 1), "no label!").reason())
                .isEqualTo(Reason.REQUEST_INVALID);
        assertThat(made("reader")).isEmpty();
    }

    private static TiphysException refusal(String user, String batch, String id) {
        return catchThrowableOfType(TiphysException.class, () -> all(user, batch, id));
    }

    private static List<BatchResult> all(String user, String batch, String id) {
        List<BatchResult> all = new ArrayList<>();
        try (TiphysClient client = client(user);
                EventIterator<BatchResult> results = client.submitBatch(batch, id)) {
            results.forEachRemaining(all::add);
        }
        return all;
    }

    private static TiphysClient client(String user) {
        String token = namespace.token(user).reveal();
        return TiphysClient.builder()
                .gateway(gateway.rest())
                .environment("lab")
                .namespace(namespace.name())
                .token(() -> token)
                .build();
    }

    private static String items(String workflow, int count) {
        return IntStream.range(0, count)
                .mapToObj(item -> "{\"workflow\":" + workflow + "}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static Map<String, Long> outcomes(List<BatchResult> results) {
        return results.stream().collect(Collectors.groupingBy(BatchResult::outcome, Collectors.counting()));
    }

    private static Set<String> names(List<BatchResult> results) {
        return results.stream().map(BatchResult::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> made(String batch) {
        return CLUSTER
                .admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .withLabel("tiphys.io/batch", batch)
                .list()
                .getItems()
                .stream()
                .map(workflow -> workflow.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
