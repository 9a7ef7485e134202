package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders hold who send slowly, over a gateway with few permits and little room for bodies. */
final class SlowBodiesTest {
    private static final String PASSING = "/api/v1/future/take";
    private static final String EVENT = "/api/v1/events/science/take";
    private static final String ARGO_WORKFLOWS = "/api/v1/workflows/science";
    private static final String OWN_WORKFLOWS = "/v1/environments/lab/namespaces/science/workflows";

    /** Counts eight times. */
    private static final int MOST_HELD = 1_000_000;

    private static final int A_LARGE_PART = 100_000;

    private static Server argo;
    private static RunningGateway gateway;
    private static ClientFactory clients;
    private static ScheduledExecutorService clock;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .maxRequestLength(0)
                .requestTimeoutMillis(0)
                .service(PASSING, (context, request) -> taking(request))
                .service(EVENT, (context, request) -> taking(request))
                .service(ARGO_WORKFLOWS, (context, request) -> HttpResponse.of("{}"))
                .service(ARGO_WORKFLOWS + "/never", (context, request) -> HttpResponse.streaming())
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(
                argo.activeLocalPort(),
                Map.of(
                        "tiphys.server.body-timeout",
                        "800ms",
                        "tiphys.server.max-body-bytes",
                        MOST_HELD,
                        "tiphys.environments.lab.limits.call-timeout",
                        "3s",
                        "tiphys.environments.lab.limits.circuit-breaker.failure-rate-threshold",
                        100,
                        "tiphys.environments.lab.limits.circuit-breaker.sliding-window",
                        10_000,
                        "tiphys.environments.lab.limits.max-concurrent-calls",
                        2,
                        "tiphys.environments.lab.limits.caller-share",
                        100,
                        "tiphys.environments.lab.limits.address-share",
                        100));
        clients = ClientFactory.builder().build();
        clock = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    static void stop() {
        clock.shutdownNow();
        clients.close();
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    private static HttpResponse taking(HttpRequest request) {
        return HttpResponse.of(
                request.aggregate().handle((whole, failure) -> HttpResponse.of(whole == null ? 400 : 200)));
    }

    /** A byte now and then is not enough, in both protocols, whoever reads the body. */
    @ParameterizedTest
    @CsvSource({
        "H1C, " + PASSING,
        "H2C, " + PASSING,
        "H1C, " + EVENT,
        "H2C, " + EVENT,
        "H1C, " + ARGO_WORKFLOWS,
        "H2C, " + ARGO_WORKFLOWS,
        "H1C, " + OWN_WORKFLOWS,
        "H2C, " + OWN_WORKFLOWS
    })
    void endsARequestWhoseBodyTrickles(SessionProtocol protocol, String path) {
        HttpRequestWriter request = HttpRequest.streaming(headers(path, true));
        var trickle = clock.scheduleAtFixedRate(() -> trickle(request), 0, 50, TimeUnit.MILLISECONDS);
        AggregatedHttpResponse answer = client(protocol)
                .execute(request)
                .aggregate()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        trickle.cancel(false);
        assertThat(answer.status().code()).isEqualTo(408);
    }

    /** More of them than there are permits. With a token they count for their caller, which {@code CallQuota} bounds. */
    @Test
    void takesNoPermitForAnEventThatIsStillSent() {
        List<HttpRequestWriter> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpRequestWriter event = HttpRequest.streaming(headers(EVENT, false));
            event.write(HttpData.ofUtf8("{"));
            HttpResponse unread = client(SessionProtocol.H2C).execute(event);
            unread.aggregate();
            events.add(event);
        }
        BodyBudget budget = gateway.beans().getBean(BodyBudget.class);
        Until.until("they have begun", () -> budget.held() >= 5 * 8);
        assertThat(list().status().code()).isEqualTo(200);
        events.forEach(event -> event.abort());
        Until.until("nothing is held", () -> budget.held() == 0);
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        AggregatedHttpResponse answer = client(SessionProtocol.H2C)
                .execute(HttpRequest.of(headers(EVENT, false), HttpData.wrap(new byte[(2 << 20) + 1])))
                .aggregate()
                .join();
        assertThat(answer.status().code()).isIn(413, 429); // the budget of this gateway is smaller than such a body
    }

    /** Each is refused while more of its body is under way than the window of a connection holds. */
    @ParameterizedTest
    @CsvSource({
        EVENT + ", false, 413",
        OWN_WORKFLOWS + ", false, 401",
        OWN_WORKFLOWS + ", true, 429",
        ARGO_WORKFLOWS + ", false, 401",
        "/v1/nowhere, false, 404",
        "/api/v1/version, true, 404"
    })
    void leavesTheWindowOfAConnectionToOthersWhenItRefusesABody(String path, boolean withToken, int status)
            throws InterruptedException {
        BodyBudget budget = gateway.beans().getBean(BodyBudget.class);
        try (ClientFactory connection = ClientFactory.builder().build()) {
            WebClient client = WebClient.builder("h2c://127.0.0.1:" + gateway.port())
                    .factory(connection)
                    .build();
            for (int i = 0; i < 3; i++) {
                AggregatedHttpResponse refusal = client.execute(
                                HttpRequest.of(headers(path, withToken), HttpData.wrap(new byte[2 << 20])))
                        .aggregate()
                        .join();
                assertThat(refusal.status().code()).isIn(status, 429);
            }
            HttpRequestWriter other = HttpRequest.streaming(headers(ARGO_WORKFLOWS, true));
            other.write(HttpData.wrap(new byte[A_LARGE_PART]));
            CompletableFuture<AggregatedHttpResponse> open =
                    client.execute(other).aggregate();
            Until.until("the other body came", () -> budget.held() >= 8 * A_LARGE_PART || open.isDone());
            assertThat(open).isNotDone();
            other.abort();
        }
        Until.until("nothing is held", () -> budget.held() == 0);
    }

    /** Two large bodies are more than this gateway holds; the second is told to come again, and there is room again then. */
    @ParameterizedTest
    @ValueSource(strings = {ARGO_WORKFLOWS, OWN_WORKFLOWS})
    void refusesABodyThatItHasNoRoomFor(String path) {
        BodyBudget budget = gateway.beans().getBean(BodyBudget.class);
        HttpRequestWriter first = HttpRequest.streaming(headers(path, true));
        first.write(HttpData.wrap(new byte[A_LARGE_PART]));
        CompletableFuture<AggregatedHttpResponse> open =
                client(SessionProtocol.H2C).execute(first).aggregate();
        Until.until("the first is held", () -> budget.held() >= 8 * A_LARGE_PART);
        AggregatedHttpResponse second = client(SessionProtocol.H2C)
                .execute(HttpRequest.of(headers(path, true), HttpData.wrap(new byte[A_LARGE_PART])))
                .aggregate()
                .join();
        assertThat(second.status().code()).isEqualTo(429);
        assertThat(second.headers().get("retry-after")).isEqualTo("1");
        assertThat(second.contentUtf8()).contains("TOO_MANY_CALLS");
        first.abort();
        assertThat(open).failsWithin(java.time.Duration.ofSeconds(5));
        Until.until("nothing is held", () -> budget.held() == 0);
    }

    /** Less than a millisecond is left, or nothing: that is no call without an end. */
    @ParameterizedTest
    @ValueSource(strings = {"1n", "900u", "1m", "2m"})
    void endsACallWhoseTimeIsAsGoodAsUp(String time) {
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.GET, ARGO_WORKFLOWS + "/never")
                .add("authorization", "Bearer v2:whoever")
                .add("grpc-timeout", time)
                .build();
        for (int i = 0; i < 20; i++) {
            AggregatedHttpResponse answer =
                    client(SessionProtocol.H2C).execute(headers).aggregate().join();
            assertThat(answer.status().code()).isEqualTo(504);
        }
        assertThat(list().status().code()).isEqualTo(200);
    }

    private static AggregatedHttpResponse list() {
        return client(SessionProtocol.H2C)
                .execute(RequestHeaders.of(HttpMethod.GET, ARGO_WORKFLOWS, "authorization", "Bearer v2:whoever"))
                .aggregate()
                .join();
    }

    private static RequestHeaders headers(String path, boolean withToken) {
        RequestHeadersBuilder headers =
                RequestHeaders.builder(HttpMethod.POST, path).add("content-type", "application/json");
        if (withToken) {
            headers.add("authorization", "Bearer v2:whoever");
        }
        return headers.build();
    }

    private static WebClient client(SessionProtocol protocol) {
        return WebClient.builder(protocol.uriText() + "://127.0.0.1:" + gateway.port())
                .factory(clients)
                .responseTimeoutMillis(10_000)
                .writeTimeoutMillis(0)
                .build();
    }

    /** A request that has ended takes no more, which is what the test waits for. */
    private static void trickle(HttpRequestWriter request) {
        boolean unused = request.tryWrite(HttpData.ofUtf8(" "));
    }
}
