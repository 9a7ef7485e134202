package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.testbed.RunningGateway;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages whose ends do not come count against the bytes that all bodies together may hold. */
final class HeldMessagesTest {
    private static final int MOST_HELD = 4_000_000;
    private static final int PART = 100_000;
    private static final int CALLS = 50;

    private static RunningGateway gateway;
    private static ClientFactory clients;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inFrontOf(9, Map.of("tiphys.server.max-body-bytes", MOST_HELD));
        clients = ClientFactory.builder().build();
    }

    @AfterAll
    static void stop() {
        clients.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/grpc.health.v1.Health/Check", "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"})
    void refusesMessagesBeyondTheBytesThatBodiesMayHold(String method) {
        BodyBudget budget = gateway.beans().getBean(BodyBudget.class);
        List<HttpRequestWriter> requests = new ArrayList<>();
        List<CompletableFuture<AggregatedHttpResponse>> answers = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            HttpRequestWriter request = HttpRequest.streaming(head(method));
            requests.add(request);
            answers.add(client().execute(request).aggregate());
            request.write(HttpData.wrap(halfOfAMessage()));
        }
        Until.until("calls are refused", () -> answers.stream().anyMatch(CompletableFuture::isDone));
        assertThat(budget.held()).isBetween(1L, (long) MOST_HELD);
        assertThat(answers.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                .allSatisfy(answer ->
                        assertThat(answer.headers().get("grpc-status", "")).isEqualTo("8"));
        requests.forEach(request -> request.abort());
        Until.until("nothing is held", () -> budget.held() == 0);
    }

    private static WebClient client() {
        return WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                .factory(clients)
                .responseTimeoutMillis(0)
                .build();
    }

    private static RequestHeaders head(String method) {
        return RequestHeaders.builder(HttpMethod.POST, method)
                .add("content-type", "application/grpc")
                .add("te", "trailers")
                .add("authorization", "Bearer v2:whoever")
                .build();
    }

    private static byte[] halfOfAMessage() {
        return ByteBuffer.allocate(5 + PART).put((byte) 0).putInt(2 * PART).array();
    }
}
