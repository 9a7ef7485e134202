package io.tiphys.gateway.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import io.micrometer.core.instrument.MeterRegistry;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.tracing.TracingConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector that accepts connections and never answers. */
final class SilentCollectorTest {
    private static final int QUEUE = 512;
    private static final int CALLS = 600;
    private static final String PATH = "/api/v1/workflows/science/hello";

    @ParameterizedTest
    @ValueSource(strings = {TracingConfiguration.HTTP, TracingConfiguration.GRPC})
    void delaysNoCallAndCostsSpansAlone(String protocol) throws IOException {
        Server argo = Server.builder()
                .http(0)
                .service(PATH, (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON, "{}"))
                .build();
        argo.start().join();
        try (ServerSocket silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
                ClientFactory clients = ClientFactory.builder().build();
                RunningGateway gateway =
                        RunningGateway.inFrontOf(argo.activeLocalPort(), properties(silent, protocol))) {
            WebClient client = WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                    .factory(clients)
                    .responseTimeout(Duration.ofSeconds(8)) // below the export timeout
                    .build();
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                int status = client.execute(
                                RequestHeaders.of(HttpMethod.GET, PATH, "authorization", "Bearer v2:whoever"))
                        .aggregate()
                        .join()
                        .status()
                        .code();
                answers.add(status);
            }
            assertThat(answers).containsOnly(200);

            MeterRegistry metrics = gateway.beans().getBean(MeterRegistry.class);
            Until.until(
                    "the spans are dropped",
                    () -> count(metrics, "dropped") + count(metrics, "failed") >= 2 * CALLS - QUEUE);
            assertThat(count(metrics, "dropped")).isPositive();
            assertThat(count(metrics, "exported")).isZero();
        } finally {
            ArmeriaServers.stop(argo);
        }
    }

    private static double count(MeterRegistry metrics, String outcome) {
        return metrics.get("tiphys.tracing.spans")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static Map<String, Object> properties(ServerSocket silent, String protocol) {
        return Map.of(
                "tiphys.tracing.endpoint",
                "http://127.0.0.1:" + silent.getLocalPort(),
                "tiphys.tracing.protocol",
                protocol,
                "tiphys.tracing.sampling-ratio",
                "1",
                "tiphys.tracing.max-queue",
                QUEUE,
                "tiphys.tracing.export-timeout",
                "1m",
                "tiphys.tracing.export-interval",
                "20ms");
    }
}
