package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argo.client.ScriptedServer;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller of the Argo API learns whose answer is lost, and that what the gateway asks for itself has limits too. */
final class LostAnswersTest {
    private static final String SOMEBODY = "Bearer v2:whoever";

    /** What an upload or an unknown procedure does nobody knows, so it may have been done; a download changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/future/procedure, OUTCOME_UNKNOWN",
        "PUT, /upload-artifacts/science/template/input, OUTCOME_UNKNOWN",
        "PUT, /api/v1/workflows/science/x/stop, OUTCOME_UNKNOWN",
        "GET, /artifacts/science/workflow/node/output, ARGO_UNAVAILABLE",
        "GET, /api/v1/workflows/science/x, ARGO_UNAVAILABLE"
    })
    void saysWhetherItMayHaveBeenDone(String method, String path, String reason) throws Exception {
        try (ScriptedServer argo = new ScriptedServer(request -> {
                    request.readBody();
                    request.hangUp();
                });
                RunningGateway gateway = RunningGateway.inFrontOf(argo.uri().getPort(), Map.of())) {
            HttpResponse<String> answer = send(gateway, method, path);

            assertThat(answer.body()).contains(reason);
            assertThat(argo.requests()).hasSize(1);
        }
    }

    @Test
    void looksNothingUpBeyondTheLimitOfCalls() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (ScriptedServer argo = new ScriptedServer(request -> {
                    asked.countDown();
                    await(answer);
                    request.answer(200, "{}");
                });
                RunningGateway gateway = RunningGateway.inFrontOf(
                        argo.uri().getPort(), Map.of("tiphys.environments.lab.limits.max-concurrent-calls", 1))) {
            CompletableFuture<HttpResponse<String>> held =
                    CompletableFuture.supplyAsync(() -> sendQuietly(gateway, "GET", "/api/v1/workflows/science/held"));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(send(gateway, "PUT", "/api/v1/workflows/science/x/resubmit")
                            .statusCode())
                    .isEqualTo(429);
            assertThat(argo.requests()).as("the look-up waits for no permit").hasSize(1);

            answer.countDown();
            assertThat(held.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static HttpResponse<String> sendQuietly(RunningGateway gateway, String method, String path) {
        try {
            return send(gateway, method, path);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> send(RunningGateway gateway, String method, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.rest() + path))
                    .header("Authorization", SOMEBODY)
                    .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
