package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * How long after Argo's phase Succeeded a submission is accepted at a full limit of unfinished workflows. The times are those at
 * which a watch shows the phase and at which the response has come. Run by {@code bench/slots}.
 */
class FreedSlotBenchmark {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RUNS = 20;
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"short-"},
             "spec":{"entrypoint":"wait","templates":[{"name":"wait","suspend":{"duration":"2s"}}]}}""";

    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final TestNamespace namespace = TestNamespace.create(cluster);
    private final LimitedNamespace limited = new LimitedNamespace(cluster, namespace);

    private String running = "";

    @Test
    void fromTheEndOfAWorkflowToTheNextSubmission() throws IOException {
        Accounts.prepare(namespace);
        try (GatewayAccount account =
                        GatewayAccount.forTokenRequest(cluster, namespace).counting(namespace);
                RunningGateway gateway = RunningGateway.start(
                        EnvironmentSettings.of("lab", cluster.argoServer(), account.access(), namespace)
                                .with("limits.admission.max-unfinished.namespace", 1)
                                .accountUsers(namespace.user(Accounts.USER))
                                .tokenRequest())) {
            long[] millis = new long[RUNS];
            running = name(limited.post(gateway, "", WORKFLOW));
            for (int run = 0; run < RUNS; run++) {
                millis[run] = millisUntilTheNext(gateway);
            }
            Arrays.sort(millis);
            System.out.printf(
                    "freed slot: p50 %d ms, max %d ms over %d runs: %s%n",
                    millis[RUNS / 2], millis[RUNS - 1], RUNS, Arrays.toString(millis));
        } finally {
            namespace.close();
        }
    }

    /** Submits until the limit lets the next workflow in; the time since the end of the one before. */
    private long millisUntilTheNext(RunningGateway gateway) throws IOException {
        CompletableFuture<Long> succeeded = new CompletableFuture<>();
        try (Watch watch = cluster.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .withName(running)
                .watch(new Phase(succeeded))) {
            HttpResponse<String> answer;
            do {
                answer = limited.post(gateway, "", WORKFLOW);
            } while (answer.statusCode() == 429);
            long accepted = System.nanoTime();
            running = name(answer);
            return (accepted - succeeded.join()) / 1_000_000;
        }
    }

    private static String name(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(201);
        return JSON.readTree(answer.body()).at("/workflow/name").asText();
    }

    private record Phase(CompletableFuture<Long> succeeded) implements Watcher<GenericKubernetesResource> {
        @Override
        public void eventReceived(Action action, GenericKubernetesResource workflow) {
            if (workflow.getAdditionalProperties().get("status") instanceof Map<?, ?> status
                    && "Succeeded".equals(status.get("phase"))) {
                succeeded.complete(System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException failure) {
            succeeded.completeExceptionally(failure);
        }
    }
}
