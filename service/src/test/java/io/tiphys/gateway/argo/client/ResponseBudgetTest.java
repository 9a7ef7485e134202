package io.tiphys.gateway.argo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.testbed.Patience;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory for responses of the Argo Server is bounded over all calls. */
@Timeout(60)
class ResponseBudgetTest {
    private static final int BUDGET = 100_000;

    private final ResponseBudget budget = new ResponseBudget(BUDGET);
    private final CountDownLatch proceed = new CountDownLatch(1);
    private ScriptedServer server;
    private SubmissionEnvironment environment;
    private ArgoClients clients;

    /** The first response sends 60,000 bytes, waits and ends; each other one sends as many bytes as its path says. */
    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer(request -> {
            if (request.line().contains("slow")) {
                request.beginStream();
                request.chunk("x".repeat(60_000));
                await(proceed);
                request.endStream();
            } else {
                request.answer(200, "x".repeat(Integer.parseInt(request.line().replaceAll("\\D*v1\\D*", ""))));
            }
        });
        environment = Environments.at(server.uri());
        clients = Environments.servers(environment, budget);
    }

    @AfterEach
    void stop() throws Exception {
        proceed.countDown();
        clients.close();
        server.close();
    }

    @Test
    void rejectsAResponseThatDoesNotFitBesideOthers() {
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(() -> length(get("slow")));
        Patience.until("60,000 bytes are held", () -> budget.held() == 60_000);

        assertThat(reason(get("60000"))).isEqualTo(ErrorReason.TOO_MANY_CALLS);
        assertThat(length(get("30000"))).isEqualTo(30_000);
        assertThat(budget.held()).isEqualTo(60_000);

        proceed.countDown();
        assertThat(slow.join()).isEqualTo(60_000);
        assertThat(length(get("60000"))).isEqualTo(60_000);
        assertThat(budget.held()).isZero();
    }

    @Test
    void neverRejectsTheResponseToAChangeBesideOthers() {
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(() -> length(get("slow")));
        Patience.until("60,000 bytes are held", () -> budget.held() == 60_000);

        ArgoRequest change =
                ArgoRequest.postWorkflow(path("60000"), "{}".getBytes(StandardCharsets.UTF_8), Effect.CHANGE);
        assertThat(length(change)).isEqualTo(60_000);

        proceed.countDown();
        slow.join();
        assertThat(budget.held()).isZero();
    }

    @Test
    void saysThatAResponseIsTooLargeWhenItCanNeverFit() {
        assertThat(reason(get("100001"))).isEqualTo(ErrorReason.ARGO_BROKEN);
        assertThat(budget.held()).isZero();
    }

    @Test
    void holdsAResponseUntilItIsRead() {
        long whileReading =
                clients.of(environment).call(Environments.call(environment), get("5000"), body -> budget.held());

        assertThat(whileReading).isEqualTo(5000);
        assertThat(budget.held()).isZero();
    }

    private static ArgoRequest get(String size) {
        return ArgoRequest.get(path(size));
    }

    private static ArgoPath path(String size) {
        return ArgoPath.of("workflows", size);
    }

    private int length(ArgoRequest request) {
        byte[] body = clients.of(environment).call(Environments.call(environment), request, Function.identity());
        return body.length;
    }

    private ErrorReason reason(ArgoRequest request) {
        Throwable failure = catchThrowable(() -> length(request));
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
