package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.FrameworkErrorsTest.assertProblem;
import static io.tiphys.gateway.rest.RestApiUnderTest.WORKFLOWS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.Until;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Who calls, and what is kept of it. */
final class CallersTest {
    private static RestApiUnderTest door;

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tiphys.audit");

    @BeforeAll
    static void open() {
        door = new RestApiUnderTest();
        door.core.argo.holds(FakeArgo.workflow("hello", "Running", "7"));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void listen() {
        door.core.argo.asked.clear();
        door.core.argo.before = () -> {};
        logger.setLevel(Level.INFO);
        audit.start();
        logger.addAppender(audit);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(audit);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|CALLER_UNKNOWN|Bearer realm=\"tiphys\"",
                "Basic YTpi|TOKEN_KIND_UNSUPPORTED|Bearer realm=\"tiphys\"",
                "Bearer|CALLER_UNKNOWN|Bearer realm=\"tiphys\"",
                "Bearer two words|TOKEN_INVALID|Bearer realm=\"tiphys\", error=\"invalid_token\"",
                "Bearer of-nobody|TOKEN_INVALID|Bearer realm=\"tiphys\", error=\"invalid_token\""
            })
    void refusesAStranger(String authorization, String reason, String challenge) {
        HttpResponse<String> response = door.send(
                HttpRequest.newBuilder(door.uri(WORKFLOWS + "/hello")).header("Authorization", authorization));

        assertProblem(response, 401, reason);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains(challenge);
        assertThat(response.body())
                .doesNotContain("YTpi")
                .doesNotContain("of-nobody")
                .doesNotContain("two words");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/environments",
                "/v1/environments/lab",
                "/v1/environments/none",
                "/v1/environments/lab/preflight"
            })
    void tellsAStrangerNothingOfEnvironments(String path) {
        assertProblem(door.send(HttpRequest.newBuilder(door.uri(path))), 401, "CALLER_UNKNOWN");
    }

    @Test
    void refusesTwoAuthorizations() {
        HttpResponse<String> response =
                door.send(door.request(WORKFLOWS + "/hello").header("Authorization", "Bearer other"));

        assertThat(assertProblem(response, 400, "REQUEST_INVALID")
                        .get("violations")
                        .get(0)
                        .get("pointer")
                        .asText())
                .isEqualTo("authorization");
    }

    @Test
    void refusesATimeThatCannotBeRead() {
        HttpResponse<String> response = door.send(door.request(WORKFLOWS).header("Tiphys-Timeout", "soon"));

        assertProblem(response, 400, "REQUEST_INVALID");
    }

    @Test
    void endsACallWhenTheCallersTimeIsUp() {
        HttpResponse<String> response =
                door.send(door.request(WORKFLOWS + "/hello").header("Tiphys-Timeout", "0.000000001"));

        assertProblem(response, 504, "DEADLINE_EXCEEDED");
    }

    @Test
    void keepsASaneRequestIdOnEveryThread() {
        List<String> seen = new CopyOnWriteArrayList<>();
        door.core.argo.before = () ->
                seen.add(MDC.get("requestId") + " " + Thread.currentThread().isVirtual());

        HttpResponse<String> response =
                door.send(door.request(WORKFLOWS + "/hello").header("X-Request-Id", "my.id-1_A"));

        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("my.id-1_A");
        assertThat(seen).containsExactly("my.id-1_A true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "with space",
                "a\tb",
                "<script>",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void makesARequestIdWhenTheCallersIsNotSane(String given) {
        HttpResponse<String> response =
                door.send(door.request(WORKFLOWS + "/hello").header("X-Request-Id", given));

        assertThat(response.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
    }

    @Test
    void writesOneLineOfAuditForACall() {
        door.send(door.request(WORKFLOWS + "/hello").header("X-Request-Id", "audited"));

        Until.until("the call is recorded", () -> !lines("audited").isEmpty());
        assertThat(lines("audited")).hasSize(1);
        assertThat(lines("audited").getFirst())
                .containsEntry("api", "rest")
                .containsEntry("operation", "getWorkflow")
                .containsEntry("request", "audited")
                .containsEntry("caller", "ada")
                .containsEntry("environment", "lab")
                .containsEntry("namespace", "science")
                .containsEntry("outcome", "OK")
                .containsKey("milliseconds");
    }

    @Test
    void tellsInTheAuditHowACallFailedAndNoSecret() {
        List<String> requests = Stream.of(
                        door.get(WORKFLOWS + "/absent?unknown=" + RestApiUnderTest.TOKEN),
                        door.get(WORKFLOWS + "/absent"),
                        door.send(HttpRequest.newBuilder(door.uri("/v1/environments/forged%20line"))
                                .header("Authorization", "Bearer secret-token")),
                        door.get("/v1/nowhere/" + RestApiUnderTest.TOKEN))
                .map(answer -> answer.headers().firstValue("x-request-id").orElseThrow())
                .toList();
        Until.until("all calls are recorded", () -> outcomes().keySet().containsAll(requests));

        assertThat(requests.stream().map(outcomes()::get))
                .containsExactly("REQUEST_INVALID", "WORKFLOW_NOT_FOUND", "TOKEN_INVALID", "ROUTE_NOT_FOUND");
        assertThat(audit.list.toString()
                        + audit.list.stream().map(CallersTest::members).toList())
                .doesNotContain("secret-token")
                .doesNotContain(RestApiUnderTest.TOKEN)
                .doesNotContain("forged");
    }

    @Test
    void countsCallsByOperationAndOutcome() {
        MeterRegistry metrics = door.context.getBean(MeterRegistry.class);

        door.get(WORKFLOWS + "/absent");

        Until.until("the call is counted", () -> {
            Timer timer = metrics.find("tiphys.calls")
                    .tag("api", "rest")
                    .tag("operation", "getWorkflow")
                    .tag("environment", "lab")
                    .tag("outcome", "WORKFLOW_NOT_FOUND")
                    .timer();
            return timer != null && timer.count() > 0;
        });
    }

    /** By the ids of the requests; a call of another test may be recorded late. */
    private Map<String, String> outcomes() {
        return List.copyOf(audit.list).stream()
                .map(CallersTest::members)
                .collect(Collectors.toMap(line -> line.get("request"), line -> line.get("outcome")));
    }

    private List<Map<String, String>> lines(String request) {
        return List.copyOf(audit.list).stream()
                .map(CallersTest::members)
                .filter(line -> request.equals(line.get("request")))
                .toList();
    }

    private static Map<String, String> members(ILoggingEvent event) {
        return event.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> "" + pair.value));
    }
}
