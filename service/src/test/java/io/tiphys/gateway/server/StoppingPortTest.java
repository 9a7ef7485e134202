package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.testbed.RunningGateway;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers meet at a gateway that is being stopped. */
@Timeout(60)
final class StoppingPortTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CompletableFuture<HttpResponse> answerOfArgo = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final Server argo = Server.builder()
            .http(0)
            .service("/slow", (context, request) -> {
                asked.complete(null);
                return HttpResponse.of(answerOfArgo);
            })
            .build();

    @BeforeEach
    void start() {
        argo.start().join();
    }

    @AfterEach
    void stop() {
        answerOfArgo.complete(HttpResponse.of("late"));
        argo.stop().join();
    }

    @Test
    void answersWhatComesWhileACallIsUnderWayAndLetsThatEnd() {
        try (RunningGateway gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of())) {
            WebClient client = client(gateway);
            CompletableFuture<AggregatedHttpResponse> underWay =
                    client.get("/slow").aggregate();
            asked.join();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);

            AggregatedHttpResponse other =
                    client.get("/v1/environments").aggregate().join();
            assertThat(other.contentUtf8()).contains("CALLER_UNKNOWN");
            assertThat(stopped).isNotDone();
            answerOfArgo.complete(HttpResponse.of("late"));

            assertThat(underWay)
                    .succeedsWithin(PATIENCE)
                    .extracting(AggregatedHttpResponse::contentUtf8)
                    .isEqualTo("late");
            assertThat(stopped).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void saysOfACallThatItCutsThatItMayHaveBeenCarriedOut() {
        try (RunningGateway gateway =
                RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of("tiphys.server.shutdown-timeout", "500ms"))) {
            CompletableFuture<AggregatedHttpResponse> underWay =
                    client(gateway).get("/slow").aggregate();
            asked.join();

            gateway.close();

            assertThat(underWay)
                    .succeedsWithin(PATIENCE)
                    .extracting(AggregatedHttpResponse::contentUtf8)
                    .asString()
                    .contains("\"code\":14", "OUTCOME_UNKNOWN");
        }
    }

    private static WebClient client(RunningGateway gateway) {
        return WebClient.of("h2c://127.0.0.1:" + gateway.port());
    }
}
