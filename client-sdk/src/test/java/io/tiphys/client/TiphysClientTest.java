package io.tiphys.client;

import static io.tiphys.client.ClientFixture.problem;
import static io.tiphys.client.ClientFixture.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.tiphys.client.environment.Environment;
import io.tiphys.client.environment.Preflight;
import io.tiphys.client.workflow.ListOptions;
import io.tiphys.client.workflow.Submission;
import io.tiphys.client.workflow.Workflow;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TiphysClientTest {
    private static final String WORKFLOWS = "/v1/environments/lab/namespaces/science/workflows";

    private final GatewayScript gateway = new GatewayScript();
    private final TiphysClient client = ClientFixture.builder(gateway).build();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void sendsTheDocumentAsItIs() throws InterruptedException {
        gateway.json(
                201,
                "{\"submissionId\":\"s-1\",\"decidedBy\":\"KUBERNETES\",\"workflow\":"
                        + workflow("hello", "Pending", "1") + "}");

        Submission submission = client.submit("kind: Workflow # Grüße\n");

        assertThat(submission.submissionId()).isEqualTo("s-1");
        assertThat(submission.decidedBy()).isEqualTo(Submission.Decider.KUBERNETES);
        assertThat(submission.workflow().name()).isEqualTo("hello");
        GatewayScript.Request request = gateway.request();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo(WORKFLOWS);
        assertThat(request.body()).isEqualTo("kind: Workflow # Grüße\n");
        assertThat(request.authorization()).contains("Bearer " + ClientFixture.TOKEN);
        assertThat(request.contentType()).isEmpty();
        assertThat(request.timeout()).contains("20000ms");
    }

    @Test
    void validatesWithoutCreating() throws InterruptedException {
        gateway.json(
                200,
                "{\"submissionId\":\"s-1\",\"decidedBy\":\"SOMEBODY_NEW\",\"workflow\":" + workflow("x", "Pending", "")
                        + "}");

        assertThat(client.validate("{}").decidedBy()).isEqualTo(Submission.Decider.UNKNOWN);

        assertThat(gateway.request().path()).isEqualTo(WORKFLOWS + "?validateOnly=true");
    }

    @Test
    void losesNothingOfTheWorkflow() {
        String argo = "{\"price\":0.10,\"large\":123456789012345678901234567890,\"exact\":1.000000000000000000001,"
                + "\"unknown\":{\"a\":[null,true,\"ß\"]}}";
        gateway.json(200, workflow("hello", "Running", "1").replace("{\"kind\":\"Workflow\"}", argo));

        JsonNode json = client.get("hello").json();

        assertThat(json.toString()).isEqualTo(argo);
        assertThat(json.get("price").decimalValue()).isEqualTo(new BigDecimal("0.10"));
    }

    @Test
    void readsOverAllPagesAsTheyAreNeeded() throws InterruptedException {
        gateway.json(200, page("page 2", "a", "b")).json(200, page("", "c"));
        Iterator<Workflow> workflows = client.list(new ListOptions(Optional.of("a=b,c"), Optional.of("he"), 2))
                .iterator();

        assertThat(workflows.next().name()).isEqualTo("a");
        assertThat(workflows.next().name()).isEqualTo("b");
        assertThat(gateway.request().path()).isEqualTo(WORKFLOWS + "?labelSelector=a%3Db%2Cc&namePrefix=he&pageSize=2");
        assertThat(gateway.requestsLeft()).isZero();
        assertThat(workflows.next().name()).isEqualTo("c");
        assertThat(workflows.hasNext()).isFalse();
        assertThat(gateway.request().path()).endsWith("pageToken=page%202");
    }

    @Test
    void callsEveryAction() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            gateway.json(200, workflow("hello", "Running", "1"));
        }
        gateway.then(exchange -> GatewayScript.whole(exchange, 204, "text/plain", ""));

        client.stop("hello", Optional.of("enough"), Optional.of("displayName=a"));
        client.terminate("hello");
        client.suspend("hello");
        client.resume("hello", Optional.of("displayName=b"));
        client.retry("hello", true, Optional.of("displayName=c"), List.of("a=1"));
        client.resubmit("hello", true, List.of("a=2"));
        client.delete("hello");

        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            GatewayScript.Request request = gateway.request();
            requests.add(request.method() + " " + request.path().substring(WORKFLOWS.length()) + " " + request.body());
        }
        assertThat(requests)
                .containsExactly(
                        "POST /hello:stop {\"message\":\"enough\",\"nodeFieldSelector\":\"displayName=a\"}",
                        "POST /hello:terminate {}",
                        "POST /hello:suspend {}",
                        "POST /hello:resume {\"nodeFieldSelector\":\"displayName=b\"}",
                        "POST /hello:retry {\"restartSuccessful\":true,\"nodeFieldSelector\":\"displayName=c\",\"parameters\":[\"a=1\"]}",
                        "POST /hello:resubmit {\"memoized\":true,\"parameters\":[\"a=2\"]}",
                        "DELETE /hello ");
    }

    @Test
    void goesToAnotherPlaceOnTheSameConnection() throws InterruptedException {
        gateway.json(200, workflow("hello", "Running", "1"));

        client.in("pro/duction", "other").get("hello");

        assertThat(gateway.request().path())
                .isEqualTo("/v1/environments/pro%2Fduction/namespaces/other/workflows/hello");
    }

    @Test
    void tellsOfEnvironmentsAndTheirPreflight() throws InterruptedException {
        gateway.json(
                        200,
                        "{\"environments\":[{\"name\":\"lab\",\"defaultNamespace\":\"\",\"namespaces\":[\"*\"],"
                                + "\"credentialMode\":\"token-request\",\"isDefault\":true}]}")
                .json(
                        200,
                        "{\"environment\":\"lab\",\"ready\":false,\"findings\":[{\"check\":\"argo-reachable\","
                                + "\"passed\":false,\"message\":\"no\",\"reason\":\"ARGO_UNAVAILABLE\"}]}");

        assertThat(client.environments())
                .containsExactly(new Environment("lab", "", List.of("*"), "token-request", true));
        assertThat(client.preflight().findings())
                .containsExactly(
                        new Preflight.Finding("argo-reachable", false, "no", Optional.of(Reason.ARGO_UNAVAILABLE)));
        gateway.request();
        assertThat(gateway.request().path()).isEqualTo("/v1/environments/lab/preflight");
    }

    @Test
    void tellsEverythingThatAProblemSays() {
        gateway.then(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3");
            GatewayScript.whole(
                    exchange,
                    403,
                    "application/problem+json",
                    "{\"status\":403,\"detail\":\"No.\",\"instance\":\"i-7\",\"reason\":\"ACCESS_DENIED\","
                            + "\"retryable\":true,\"violations\":[{\"rule\":\"r\",\"pointer\":\"/spec\",\"line\":3,"
                            + "\"column\":7,\"message\":\"wrong\",\"hint\":\"right\",\"link\":\"docs/rules.md#r\"},{\"rule\":\"r2\",\"severity\":\"WARNING\",\"pointer\":\"p\","
                            + "\"line\":0,\"column\":0,\"message\":\"bad\"}],\"metadata\":{\"verb\":\"create\"},"
                            + "\"manifest\":\"kind: Role\\n\"}");
        });

        TiphysException failure = failureOf(() -> client.submit("x"));

        assertThat(failure.reason()).isEqualTo(Reason.ACCESS_DENIED);
        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure.detail()).isEqualTo("No.");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.violations())
                .containsExactly(
                        new Violation(
                                "r",
                                Severity.ERROR,
                                "/spec",
                                3,
                                7,
                                "wrong",
                                Optional.of("right"),
                                Optional.of("docs/rules.md#r")),
                        new Violation("r2", Severity.WARNING, "p", 0, 0, "bad", Optional.empty(), Optional.empty()));
        assertThat(failure.metadata()).containsOnly(Map.entry("verb", "create"));
        assertThat(failure.manifest()).contains("kind: Role\n");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure.instanceId()).isEqualTo("i-7");
        assertThat(failure).hasMessage("ACCESS_DENIED: No.\n  /spec (line 3, column 7): wrong\n  warning: p: bad");
    }

    @Test
    void knowsThatAReasonIsNewerThanItself() {
        gateway.problem(409, problem("WORKFLOW_ENCHANTED", 409, false));

        TiphysException failure = failureOf(() -> client.get("hello"));

        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN);
        assertThat(failure.reasonCode()).isEqualTo("WORKFLOW_ENCHANTED");
        assertThat(failure.detail()).isEqualTo("It went wrong.");
    }

    @Test
    void saysWhenSomethingElseAnswers() {
        gateway.then(exchange -> GatewayScript.whole(exchange, 503, "text/html", "<h1>Proxy</h1>"));

        TiphysException failure = failureOf(() -> client.get("hello"));

        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN);
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.detail()).contains("<h1>Proxy</h1>");
    }

    @Test
    void doesNotKnowTheOutcomeOfAChangeWithoutAnAnswer() {
        gateway.then(exchange -> {
            throw new IOException("cut");
        });

        TiphysException failure = failureOf(() -> client.submit("x"));

        assertThat(failure.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void doesNotKnowTheOutcomeOfAnActionThatTakesTooLong() {
        gateway.then(exchange -> new CountDownLatch(1).await());
        TiphysClient hasty =
                ClientFixture.builder(gateway).timeout(Duration.ofMillis(50)).build();

        TiphysException failure = failureOf(() -> hasty.terminate("hello"));

        assertThat(failure.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void mayRepeatAReadWithoutAnAnswer() {
        gateway.then(TiphysClientTest::cut).then(TiphysClientTest::cut); // the JDK itself tries a GET again

        TiphysException failure = failureOf(() -> client.get("hello"));

        assertThat(failure.reason()).isEqualTo(Reason.GATEWAY_UNREACHABLE);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void mayRepeatAChangeThatFoundNoGateway() {
        gateway.close();

        TiphysException failure = failureOf(() -> client.submit("x"));

        assertThat(failure.reason()).isEqualTo(Reason.GATEWAY_UNREACHABLE);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void neverTellsTheToken() {
        String token = "secret with spaces\n";
        try (TiphysClient careless =
                ClientFixture.builder(gateway).token(() -> token).build()) {
            for (Runnable call : List.<Runnable>of(
                    () -> careless.get("hello"), () -> careless.submit("x"), () -> careless.watch("hello"))) {
                TiphysException failure = failureOf(call);
                assertThat(failure.reason()).isEqualTo(Reason.TOKEN_INVALID);
                assertThat(failure).hasNoCause().hasMessageNotContaining("secret");
            }
            assertThat(careless.toString()).doesNotContain("secret");
        }
        assertThat(gateway.requestsLeft()).isZero();
    }

    @Test
    void followsNoRedirect() {
        gateway.then(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            GatewayScript.whole(exchange, 302, "text/plain", "");
        });

        assertThat(failureOf(() -> client.get("hello")).status()).isEqualTo(302);
    }

    @Test
    void needsToKnowWhereToGo() {
        assertThatThrownBy(() -> TiphysClient.builder().gateway(URI.create("ftp://x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TiphysClient.builder().build()).isInstanceOf(IllegalStateException.class);
        TiphysClient nowhere = TiphysClient.builder()
                .gateway(gateway.address())
                .token(() -> "t")
                .build();
        assertThatThrownBy(() -> nowhere.get("hello"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("environment");
    }

    private static void cut(HttpExchange exchange) throws IOException {
        throw new IOException("cut on purpose: " + exchange.getRequestURI());
    }

    private static String page(String next, String... names) {
        List<String> workflows = new ArrayList<>();
        for (String name : names) {
            workflows.add(workflow(name, "Running", "1"));
        }
        return "{\"workflows\":[" + String.join(",", workflows) + "],\"nextPageToken\":\"" + next + "\"}";
    }

    static TiphysException failureOf(Runnable call) {
        TiphysException failure = catchThrowableOfType(TiphysException.class, call::run);
        assertThat(failure).isNotNull();
        return failure;
    }
}
