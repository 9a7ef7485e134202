package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.RestApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argo.client.capacity.ResilienceRegistries;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EnvironmentHealthTest {
    private final FakeProbe probe = new FakeProbe();
    private final RestApiUnderTest door = new RestApiUnderTest(probe);

    @AfterEach
    void close() {
        probe.held.countDown();
        door.close();
    }

    @Test
    void isReadyWhenAllEnvironmentsAre() {
        HttpResponse<String> response = management("/health/readiness");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode lab = json(response).get("details").get("environment-lab");
        assertThat(lab.get("status").asText()).isEqualTo("UP");
        assertThat(lab.get("details").get("cluster-reachable").asText()).isEqualTo("passed: it answered");
    }

    @Test
    void staysReadyForTheOthersWhenOneEnvironmentIsDown() {
        probe.down.add("lab");

        HttpResponse<String> response = management("/health/readiness");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode details = json(response).get("details");
        assertThat(details.get("environment-lab").get("status").asText()).isEqualTo("DEGRADED");
        assertThat(details.get("environment-lab")
                        .get("details")
                        .get("cluster-reachable")
                        .asText())
                .isEqualTo("KUBERNETES_UNAVAILABLE: it is gone");
        assertThat(details.get("environment-production").get("status").asText()).isEqualTo("UP");
    }

    @Test
    void isNotReadyWhenNoEnvironmentIs() {
        probe.down.addAll(Set.of("lab", "production"));

        assertThat(management("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(management("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void asksTheClusterOnceForManyProbes() {
        for (int i = 0; i < 20; i++) {
            management("/health/readiness");
        }

        assertThat(probe.asked.get()).isLessThanOrEqualTo(2 * 5); // a slow machine may need more than one period
    }

    @Test
    void doesNotLetAProbeWaitForAnEnvironmentThatHangs() {
        probe.hanging.add("lab");

        HttpResponse<String> response = management("/health/readiness");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response)
                        .get("details")
                        .get("environment-lab")
                        .get("status")
                        .asText())
                .isEqualTo("DEGRADED");
    }

    @Test
    void servesMetricsOnThePortOfManagementAlone() {
        door.get("/v1/environments");

        assertThat(management("/prometheus").body()).contains("tiphys_calls_seconds_count");
        assertThat(door.get("/prometheus").body()).contains("ARGO_UNAVAILABLE");
        assertThat(door.get("/health").body()).contains("ROUTE_NOT_FOUND");
        assertThat(management("/v1/environments").statusCode()).isEqualTo(404);
    }

    @Test
    void countsEachCallOfACircuitBreakerOnce() {
        door.context
                .getBean(ResilienceRegistries.class)
                .circuits()
                .circuitBreaker("once", Map.of("environment", "lab"))
                .executeRunnable(() -> {});

        assertThat(management("/prometheus").body().lines().filter(line -> line.contains("\"once\"")))
                .filteredOn(line -> line.contains("calls_seconds_count") && line.contains("successful"))
                .singleElement()
                .asString()
                .matches(".* 1(\\.0)?");
    }

    @Test
    void tellsTheFindingsToAKnownCaller() {
        probe.down.add("lab");

        JsonNode report = json(door.get("/v1/environments/lab/preflight"));

        assertThat(report.toString())
                .isEqualTo("{\"environment\":\"lab\",\"ready\":false,\"findings\":[{\"check\":\"cluster-reachable\","
                        + "\"passed\":false,\"message\":\"it is gone\",\"reason\":\"KUBERNETES_UNAVAILABLE\"}]}");
        assertThat(json(door.get("/v1/environments/production/preflight")).toString())
                .isEqualTo(
                        "{\"environment\":\"production\",\"ready\":true,\"findings\":[{\"check\":\"cluster-reachable\","
                                + "\"passed\":true,\"message\":\"it answered\"}]}");
    }

    private HttpResponse<String> management(String path) {
        return door.send(HttpRequest.newBuilder(URI.create("http://localhost:" + door.managementPort + path)));
    }

    private static final class FakeProbe implements EnvironmentProbe {
        final Set<String> down = ConcurrentHashMap.newKeySet();
        final Set<String> hanging = ConcurrentHashMap.newKeySet();
        final AtomicInteger asked = new AtomicInteger();
        final CountDownLatch held = new CountDownLatch(1);

        @Override
        public String check() {
            return "cluster-reachable";
        }

        @Override
        public int place() {
            return 1;
        }

        @Override
        public Finding probe(SubmissionEnvironment environment) {
            asked.incrementAndGet();
            if (hanging.contains(environment.name())) {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return down.contains(environment.name())
                    ? Finding.failed(check(), ErrorReason.KUBERNETES_UNAVAILABLE, "it is gone")
                    : Finding.passed(check(), "it answered");
        }
    }
}
