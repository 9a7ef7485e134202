package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.rest.docs.PageAsset;
import io.tiphys.gateway.testbed.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What a browser is told about pages of other origins, by a gateway as it is and by one that allows an origin. */
final class OriginsTest {
    private static final String PORTAL = "https://portal.example";

    private static Server argo;
    private static RunningGateway plain;
    private static RunningGateway allowing;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .service("/api/v1/workflows/science", (context, request) -> HttpResponse.of("{}"))
                .build();
        argo.start().join();
        plain = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of());
        allowing = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of("tiphys.server.allowed-origins", PORTAL));
    }

    @AfterAll
    static void stop() {
        plain.close();
        allowing.close();
        ArmeriaServers.stop(argo);
    }

    /** A browser sends the origin with each POST of a page, the gateway's own page too, which says which host it is on. */
    @ParameterizedTest
    @CsvSource({
        "h1c, /v1/environments, 401",
        "h2c, /v1/environments, 401",
        "h1c, /docs, 200",
        "h2c, /docs, 200",
        "h1c, /api/v1/workflows/science, 401",
        "h2c, /api/v1/workflows/science, 401"
    })
    void servesPagesOfAnyHostNameAndTellsOthersNothing(String protocol, String path, int status) {
        for (String origin : new String[] {"http://gateway.example", PORTAL, "null"}) {
            AggregatedHttpResponse answer = ask(plain, protocol, HttpMethod.GET, path, origin);
            assertThat(answer.status().code()).as(origin).isEqualTo(status);
            assertThat(answer.headers().contains("access-control-allow-origin")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/environments", "/docs", "/api/v1/workflows/science"})
    void letsPagesOfAnAllowedOriginReadEveryApi(String path) {
        AggregatedHttpResponse answer = ask(allowing, "h1c", HttpMethod.GET, path, PORTAL);
        assertThat(answer.headers().get("access-control-allow-origin")).isEqualTo(PORTAL);
        assertThat(answer.headers().contains("access-control-allow-credentials"))
                .isFalse();

        AggregatedHttpResponse other = ask(allowing, "h1c", HttpMethod.GET, path, "https://elsewhere.example");
        assertThat(other.headers().contains("access-control-allow-origin")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/v1/environments", "/api/v1/workflows/science"})
    void answersAPreflightOfAnAllowedOriginAlone(String path) {
        AggregatedHttpResponse allowed = ask(allowing, "h1c", HttpMethod.OPTIONS, path, PORTAL);
        assertThat(allowed.status().code()).isEqualTo(200);
        assertThat(allowed.headers().get("access-control-allow-headers")).contains("authorization", "content-type");
        assertThat(allowed.headers().get("access-control-allow-methods")).contains("POST", "DELETE");

        for (RunningGateway gateway : new RunningGateway[] {plain, allowing}) {
            AggregatedHttpResponse refused = ask(gateway, "h1c", HttpMethod.OPTIONS, path, "https://elsewhere.example");
            assertThat(refused.headers().contains("access-control-allow-origin"))
                    .isFalse();
        }
    }

    @Test
    void permitsEachHeaderOfTheContract() {
        JsonNode contract = new JsonMapper()
                .valueToTree(new Yaml()
                        .<Map<String, Object>>load(new String(PageAsset.OPENAPI.read(), StandardCharsets.UTF_8)));
        Set<String> sent = new TreeSet<>(Set.of("traceparent", "tracestate"));
        contract.findParents("in").stream()
                .filter(parameter -> parameter.get("in").asText().equals("header"))
                .forEach(parameter -> sent.add(lower(parameter.get("name").asText())));
        Set<String> received = new TreeSet<>();
        contract.findValues("headers")
                .forEach(headers -> headers.fieldNames().forEachRemaining(name -> received.add(lower(name))));
        assertThat(sent).contains("idempotency-key");
        assertThat(received).contains("location");

        AggregatedHttpResponse preflight = ask(allowing, "h1c", HttpMethod.OPTIONS, "/v1/environments", PORTAL);
        assertThat(preflight.headers().get("access-control-allow-headers", "").split(","))
                .containsAll(sent);
        AggregatedHttpResponse answer = ask(allowing, "h1c", HttpMethod.GET, "/v1/environments", PORTAL);
        assertThat(answer.headers().get("access-control-expose-headers", "").split(","))
                .containsAll(received);
    }

    private static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }

    private static AggregatedHttpResponse ask(
            RunningGateway gateway, String protocol, HttpMethod method, String path, String origin) {
        var head = RequestHeaders.builder(method, path)
                .authority("gateway.example")
                .add("origin", origin);
        if (method == HttpMethod.OPTIONS) {
            head.add("access-control-request-method", "POST");
            head.add("access-control-request-headers", "authorization");
        }
        return WebClient.of(protocol + "://127.0.0.1:" + gateway.port())
                .execute(head.build())
                .aggregate()
                .join();
    }
}
