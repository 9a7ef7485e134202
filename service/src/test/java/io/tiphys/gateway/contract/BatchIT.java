package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.tiphys.gateway.contract.BatchClient.Answer;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches on a real Argo, through two gateways that share nothing. The workflows are suspended and start no pod. */
@Timeout(300)
final class BatchIT {
    private static final int ITEMS = 200;
    private static final String READER = "reader";
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String WORKFLOW =
            "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"generateName\":\"batch-\"},"
                    + "\"spec\":{\"entrypoint\":\"wait\",\"suspend\":true,"
                    + "\"arguments\":{\"parameters\":[{\"name\":\"x\",\"value\":\"0\"}]},"
                    + "\"templates\":[{\"name\":\"wait\",\"suspend\":{}}]}}";

    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static TestNamespace namespace;
    private static RunningGateway first;
    private static RunningGateway second;

    @BeforeAll
    static void start() {
        namespace = TestNamespace.create(CLUSTER);
        Accounts.prepare(namespace);
        namespace.serviceAccount(READER);
        namespace.grant(READER, Accounts.argo("workflows", "get", "list", "watch"));
        GatewayAccount account = GatewayAccount.forTokenRequest(CLUSTER, namespace);
        first = gateway(account);
        second = gateway(account);
    }

    private static RunningGateway gateway(GatewayAccount account) {
        return RunningGateway.start(EnvironmentSettings.of("lab", CLUSTER.argoServer(), account.access(), namespace)
                .accountUsers(namespace.user(Accounts.USER), namespace.user(READER))
                .tokenRequest());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        namespace.close();
    }

    @Test
    void createsAllItemsOnceThroughTwoGateways() throws IOException, InterruptedException {
        Answer cut = client(first, Accounts.USER).send("?batchId=cut", NDJSON, lines(ITEMS), ITEMS / 3);
        Answer again = client(second, Accounts.USER).send("?batchId=cut", NDJSON, lines(ITEMS));
        Answer third = client(first, Accounts.USER).send("?batchId=cut", NDJSON, lines(ITEMS));

        assertThat(cut.count("created")).isPositive();
        assertThat(again.count("created") + again.count("replayed")).isEqualTo(ITEMS);
        assertThat(again.count("replayed")).isGreaterThanOrEqualTo(cut.count("created"));
        assertThat(third.count("replayed")).isEqualTo(ITEMS);
        assertThat(third.last().get("complete").asBoolean()).isTrue();
        assertThat(made("cut"))
                .hasSize(ITEMS)
                .allSatisfy((index, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void twoGatewaysThatRunTheSameBatchAtOnceMakeEachItemOnce() throws InterruptedException {
        List<Thread> running = List.of(first, second).stream()
                .map(gateway -> Thread.ofVirtual().start(() -> {
                    try {
                        client(gateway, Accounts.USER).send("?batchId=both", NDJSON, lines(60));
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (Thread one : running) {
            one.join();
        }

        assertThat(made("both"))
                .hasSize(60)
                .allSatisfy((index, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void aRefusedItemHoldsNoOtherBack() throws IOException, InterruptedException {
        String bad = WORKFLOW.replace("\"entrypoint\":\"wait\"", "\"entrypoint\":\"other\"");

        Answer answer = client(first, Accounts.USER).send("?batchId=bad", NDJSON, lines(4) + bad + "\n" + lines(4));

        assertThat(answer.outcomes()).hasSize(9).containsEntry(4, "refused");
        assertThat(answer.count("created")).isEqualTo(8);
        assertThat(made("bad")).hasSize(8).doesNotContainKey("4");
    }

    @Test
    void stopsAtTheFirstErrorWhenAsked() throws IOException, InterruptedException {
        String bad = WORKFLOW.replace("\"entrypoint\":\"wait\"", "\"entrypoint\":\"other\"");
        String items = IntStream.range(0, 100)
                .mapToObj(item -> "{\"workflow\":" + (item == 0 ? bad : WORKFLOW) + "}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));

        Answer answer = client(first, Accounts.USER).send("?batchId=stop&onError=stop", JSON, items);

        assertThat(answer.outcomes()).hasSize(100).containsEntry(0, "refused").containsValue("skipped");
        assertThat(made("stop")).hasSizeLessThan(99);
    }

    @Test
    void completesABatchWhoseBodyEndedInTheMiddleOfAnItem() throws IOException, InterruptedException {
        BatchClient client = client(first, Accounts.USER);
        Answer cut = client.send("?batchId=half", NDJSON, lines(3) + WORKFLOW.substring(0, WORKFLOW.length() / 2));

        assertThat(cut.count("created")).isEqualTo(3);
        JsonNode problem = cut.lines().get(cut.lines().size() - 2);
        assertThat(problem.get("resumeFrom").asInt()).isEqualTo(3);
        assertThat(cut.last().get("complete").asBoolean()).isFalse();
        Answer rest = client.send("?batchId=half&firstIndex=3", NDJSON, lines(1));
        assertThat(rest.outcomes()).isEqualTo(Map.of(3, "created"));
        Answer whole = client(second, Accounts.USER).send("?batchId=half", NDJSON, lines(4));
        assertThat(whole.count("replayed")).isEqualTo(4);
        assertThat(made("half")).hasSize(4);
    }

    @Test
    void sweepsParameters() throws IOException, InterruptedException {
        String body = "{\"workflow\":" + WORKFLOW + ",\"sweep\":{\"grid\":{\"x\":[" + numbers(20) + "]}}}";

        Answer answer = client(first, Accounts.USER).send("?batchId=sweep", JSON, body);

        assertThat(answer.count("created")).isEqualTo(20);
        assertThat(workflows("sweep"))
                .extracting(workflow -> workflow.<String>get("spec", "arguments", "parameters", 0, "value"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }

    @Test
    void refusesACallerWithoutTheRightToCreate() throws IOException, InterruptedException {
        Answer answer = client(first, READER).send("?batchId=reader", NDJSON, lines(3));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.lines().getFirst().get("reason").asText()).isEqualTo("ACCESS_DENIED");
        assertThat(made("reader")).isEmpty();
    }

    @Test
    void readsStopsAndDeletesABatch() throws IOException, InterruptedException {
        BatchClient client = client(second, Accounts.USER);
        // Argo's controller never looks at a workflow that began suspended, so these wait in a step instead.
        client.send("?batchId=life", NDJSON, lines(30).replace("\"suspend\":true,", ""));

        Patience.until(
                "Argo's list has all workflows", () -> total(client) == 30); // it follows the cluster with a delay
        Answer dry = client.call("POST", "/batches/life:terminate?dryRun=true");
        assertThat(dry.last().at("/counts/selected").asInt()).isEqualTo(30);
        Answer terminated = client.call("POST", "/batches/life:terminate");
        assertThat(terminated.last().at("/counts/done").asInt()).isEqualTo(30);
        Answer outputs = client.call("GET", "/batches/life/outputs?wait=true");
        assertThat(outputs.last().get("rows")).hasSize(30);
        assertThat(outputs.last().at("/rows/7/index").asInt()).isEqualTo(7);
        Answer deleted = client.call("POST", "/workflows:delete?labelSelector=tiphys.io%2Fbatch%3Dlife");
        assertThat(deleted.last().at("/counts/done").asInt()).isEqualTo(30);
        assertThat(made("life")).isEmpty();
        Patience.until("Argo's list has no workflow", () -> total(client) == 0);
        assertThat(client.call("GET", "/batches/life").status()).isEqualTo(404);
        assertThat(client(first, READER).call("POST", "/batches/life:delete").status())
                .isEqualTo(403);
    }

    private static int total(BatchClient client) {
        try {
            return client.call("GET", "/batches/life").last().path("total").asInt();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BatchClient client(RunningGateway gateway, String account) {
        return new BatchClient(
                gateway.rest(), namespace.name(), namespace.token(account).reveal());
    }

    private static String lines(int count) {
        return (WORKFLOW + "\n").repeat(count);
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    /** How often each index of a batch was made. */
    private static Map<String, Integer> made(String batch) {
        Map<String, Integer> made = new TreeMap<>();
        workflows(batch)
                .forEach(workflow ->
                        made.merge(workflow.getMetadata().getLabels().get("tiphys.io/batch-index"), 1, Integer::sum));
        return made;
    }

    private static List<GenericKubernetesResource> workflows(String batch) {
        return CLUSTER.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .withLabel("tiphys.io/batch", batch)
                .list()
                .getItems();
    }
}
