package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.tiphys.gateway.contract.BatchClient.Answer;
import io.tiphys.gateway.contract.RetryingClient.Api;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of unfinished workflows, on a real Argo. The workflows are suspended and start no pod. */
@Timeout(120)
final class UnfinishedLimitsIT {
    private static final String OTHER = "other-scientist";
    private static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"limited-"},
             "spec":{"entrypoint":"wait","suspend":true,"templates":[{"name":"wait","suspend":{}}]}}""";

    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private TestNamespace namespace;
    private LimitedNamespace limited;
    private GatewayAccount account;
    private final List<RunningGateway> gateways = new ArrayList<>();

    @BeforeEach
    void prepare() {
        namespace = TestNamespace.create(CLUSTER);
        limited = new LimitedNamespace(CLUSTER, namespace);
        Accounts.prepare(namespace);
        namespace.serviceAccount(OTHER);
        namespace.grant(OTHER, Accounts.argo("workflows", "create", "get"));
        account = GatewayAccount.forTokenRequest(CLUSTER, namespace).counting(namespace);
    }

    @AfterEach
    void stop() {
        gateways.forEach(RunningGateway::close);
        account.close();
        namespace.close();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void refusesBeyondTheLimitOfTheNamespace(Api api) throws IOException, InterruptedException {
        RunningGateway gateway = delegating(2, 0);
        submit(gateway, api, Accounts.USER, Optional.empty());
        submit(gateway, api, OTHER, Optional.empty());

        assertThatThrownBy(() -> submit(gateway, api, Accounts.USER, Optional.empty()))
                .hasMessageContaining("has 2 unfinished workflows. The limit is 2.");
        assertThat(workflows()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void limitsACallerAndNoOther(Api api) throws IOException, InterruptedException {
        RunningGateway gateway = delegating(0, 1);
        submit(gateway, api, Accounts.USER, Optional.of("one"));

        assertThatThrownBy(() -> submit(gateway, api, Accounts.USER, Optional.empty()))
                .hasMessageContaining("You have 1 unfinished workflows");
        assertThatCode(() -> submit(gateway, api, OTHER, Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> submit(gateway, api, Accounts.USER, Optional.of("one")))
                .as("a replay takes no slot")
                .doesNotThrowAnyException();
        assertThat(workflows()).hasSize(2);
    }

    @Test
    void countsACallersWorkflowsInModeDirectAlike() throws IOException, InterruptedException {
        RunningGateway gateway = RunningGateway.start(settings(0, 1).direct());
        submit(gateway, Api.ARGO_HTTP, Accounts.USER, Optional.empty());

        assertThatThrownBy(() -> submit(gateway, Api.REST, Accounts.USER, Optional.empty()))
                .hasMessageContaining("You have 1 unfinished workflows");
        submit(gateway, Api.REST, OTHER, Optional.empty());
        gateways.add(gateway);
    }

    @Test
    void knowsTheCountsBeforeTheFirstVerdictOfANewGateway() throws IOException, InterruptedException {
        RunningGateway first = delegating(3, 1);
        submit(first, Api.REST, Accounts.USER, Optional.empty());
        submit(first, Api.REST, OTHER, Optional.empty());

        RunningGateway second = delegating(2, 0);
        RunningGateway third = delegating(0, 1);

        assertThatThrownBy(() -> submit(second, Api.REST, OTHER, Optional.empty()))
                .hasMessageContaining("has 2 unfinished workflows");
        assertThatThrownBy(() -> submit(third, Api.ARGO_GRPC, OTHER, Optional.empty()))
                .hasMessageContaining("You have 1 unfinished workflows");
    }

    @Test
    void aFinishedWorkflowFreesItsPlace() throws IOException, InterruptedException {
        RunningGateway gateway = delegating(1, 0);
        submit(gateway, Api.REST, Accounts.USER, Optional.empty());
        String name = workflows().getFirst().getMetadata().getName();

        HttpResponse<String> refused = post(gateway, "", WORKFLOW);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body())
                .contains("\"TOO_MANY_WORKFLOWS\"", "\"limitedBy\":\"limits.admission.max-unfinished.namespace\"");

        finish(name);
        Patience.until("a place is free", () -> post(gateway, "", WORKFLOW).statusCode() == 201);
    }

    @Test
    void aRetryAndAResubmissionTakeASlot() throws IOException, InterruptedException {
        RunningGateway gateway = delegating(1, 0);
        submit(gateway, Api.REST, Accounts.USER, Optional.empty());
        String ended = workflows().getFirst().getMetadata().getName();
        finish(ended);
        Patience.until(
                "a place is free",
                () -> post(gateway, "/" + ended + ":resubmit", "{}").statusCode() / 100 == 2);

        assertThat(post(gateway, "/" + ended + ":retry", "{}").statusCode()).isEqualTo(429);
        assertThat(post(gateway, "/" + ended + ":resubmit", "{}").statusCode()).isEqualTo(429);
        assertThat(workflows()).hasSize(2);
    }

    @Test
    void neverExceedsTheLimitWithinAGatewayAndBoundsItOverTwo() throws InterruptedException {
        List<RunningGateway> one = List.of(delegating(10, 0));
        assertThat(createdBy(one, 60)).isEqualTo(10);
        assertThat(workflows()).hasSize(10);

        RunningGateway more = delegating(30, 0);
        RunningGateway other = delegating(30, 0);
        int created = createdBy(List.of(more, other), 120);

        assertThat(10 + created).isBetween(30, 30 + 64).isEqualTo(workflows().size());
    }

    @Test
    void theItemsOfABatchWaitForFinishedWorkflows() throws IOException, InterruptedException {
        RunningGateway gateway = delegating(3, 0);
        AtomicBoolean over = new AtomicBoolean();
        Thread finishing = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                workflows().forEach(workflow -> finish(workflow.getMetadata().getName()));
            }
        });

        Answer answer = new BatchClient(gateway.rest(), namespace.name(), token(Accounts.USER))
                .send("?batchId=limited", "application/x-ndjson", (WORKFLOW.replace("\n", "") + "\n").repeat(9));
        over.set(true);
        finishing.join();

        assertThat(answer.last().path("complete").asBoolean()).isTrue();
        assertThat(workflows()).hasSize(9);
    }

    @Test
    void createsWhileTheCountsAreUnknown() throws IOException, InterruptedException {
        account.close();
        account = GatewayAccount.forTokenRequest(CLUSTER, namespace);
        RunningGateway gateway = delegating(1, 0);

        submit(gateway, Api.REST, Accounts.USER, Optional.empty());
        submit(gateway, Api.REST, Accounts.USER, Optional.empty());

        assertThat(workflows()).hasSize(2);
        assertThat(LimitedNamespace.load(gateway).unknown()).isEqualTo(1);
    }

    /** Submits from eight threads until each of them has tried its part; counts the successes. */
    private int createdBy(List<RunningGateway> through, int attempts) throws InterruptedException {
        AtomicInteger created = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    for (int i = thread; i < attempts; i += 8) {
                        RunningGateway gateway = through.get(i % through.size());
                        if (post(gateway, "", WORKFLOW).statusCode() == 201) {
                            created.incrementAndGet();
                        }
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        return created.get();
    }

    private RunningGateway delegating(int ofNamespace, int ofCaller) {
        RunningGateway gateway = RunningGateway.start(settings(ofNamespace, ofCaller)
                .accountUsers(namespace.user(Accounts.USER), namespace.user(OTHER))
                .tokenRequest());
        gateways.add(gateway);
        return gateway;
    }

    private EnvironmentSettings settings(int ofNamespace, int ofCaller) {
        return EnvironmentSettings.of("lab", CLUSTER.argoServer(), account.access(), namespace)
                .with("limits.admission.max-unfinished.namespace", ofNamespace)
                .with("limits.admission.max-unfinished.caller", ofCaller);
    }

    private void submit(RunningGateway gateway, Api api, String user, Optional<String> key)
            throws IOException, InterruptedException {
        new RetryingClient(api, gateway.port(), namespace.name(), token(user)).submit(WORKFLOW, key);
    }

    private HttpResponse<String> post(RunningGateway gateway, String path, String body) {
        return limited.post(gateway, path, body);
    }

    private String token(String user) {
        return limited.token(user);
    }

    private List<GenericKubernetesResource> workflows() {
        return limited.workflows();
    }

    private void finish(String name) {
        limited.finish(name);
    }
}
