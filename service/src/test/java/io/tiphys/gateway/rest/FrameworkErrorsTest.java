package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.RestApiUnderTest.WORKFLOWS;
import static io.tiphys.gateway.rest.RestApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the framework refuses leaves as a problem document like everything else. */
final class FrameworkErrorsTest {
    private static RestApiUnderTest door;

    @BeforeAll
    static void open() {
        door = new RestApiUnderTest();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void forget() {
        door.core.argo.asked.clear();
        door.core.argo.before = () -> {};
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/environments/lab/nothing", WORKFLOWS + "/a/b", "/docs/nothing"})
    void answersAnUnknownPath(String path) {
        assertProblem(door.get(path), 404, "ROUTE_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/environments, GET",
        "DELETE, /v1/environments/lab, GET",
        "PATCH, /v1/environments/lab/namespaces/science/workflows, POST",
        "HEAD, /v1/environments/lab/namespaces/science/workflows:watch, GET"
    })
    void answersAnUnknownMethodWithThoseThatThereAre(String method, String path, String allowed) {
        HttpResponse<String> response = door.send(door.request(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains(allowed);
        if (!method.equals("HEAD")) {
            assertProblem(response, 405, "METHOD_NOT_ALLOWED");
        }
    }

    @Test
    void tellsOfAHeadNoLengthThatAGetWouldNotHave() {
        HttpResponse<String> response = door.send(door.request(WORKFLOWS).method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void tellsTheMethodsOfAPathWithoutAnError() {
        HttpResponse<String> response = door.send(door.request(WORKFLOWS).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Allow").orElse("")).contains("GET", "POST", "OPTIONS");
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        HttpResponse<String> response =
                door.send(door.request("/v1/environments/lab").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(door.send(door.request("/v1/environments/none").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"dryRun=true, unknown-parameter", "pageSize=1&pageSize=2, duplicate-parameter"})
    void refusesParametersThatWouldBeOverlooked(String query, String rule) {
        JsonNode problem = assertProblem(door.get(WORKFLOWS + "?" + query), 400, "REQUEST_INVALID");

        assertThat(problem.get("violations").get(0).get("rule").asText()).isEqualTo(rule);
        assertThat(door.core.argo.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pageSize=many, pageSize", "pageSize=99999999999, pageSize", "pageSize=1.5, pageSize"})
    void namesAParameterThatCannotBeRead(String query, String parameter) {
        JsonNode problem = assertProblem(door.get(WORKFLOWS + "?" + query), 400, "REQUEST_INVALID");

        JsonNode violation = problem.get("violations").get(0);
        assertThat(violation.get("rule").asText()).isEqualTo("parameter-value");
        assertThat(violation.get("pointer").asText()).isEqualTo(parameter);
        assertThat(problem.toString()).doesNotContain("99999999999").doesNotContain("java");
    }

    @Test
    void establishesTheCallerBeforeItLooksAtParameters() {
        HttpResponse<String> response = door.send(HttpRequest.newBuilder(door.uri(WORKFLOWS + "?pageSize=many")));

        assertProblem(response, 401, "CALLER_UNKNOWN");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        HttpResponse<String> response = door.post(WORKFLOWS, "application/json", " ".repeat(6 * 1024 * 1024));

        assertProblem(response, 413, "REQUEST_TOO_LARGE");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void readsABodyBelowTheLimitAndSaysThatTheWorkflowIsTooLarge() {
        String large = "{\"metadata\":{\"annotations\":{\"a\":\"" + "x".repeat(5_000_000) + "\"}}}";

        assertProblem(door.post(WORKFLOWS, "application/json", large), 413, "WORKFLOW_TOO_LARGE");
    }

    @Test
    void saysWhatElseIsWrongWithAWorkflowThatIsTooLarge() {
        String large =
                "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"name\":\"large\","
                        + "\"annotations\":{\"a\":\"" + "x".repeat(1 << 20) + "\"}},"
                        + "\"spec\":{\"entrypont\":\"main\",\"templates\":[{\"name\":\"main\",\"suspend\":{}}]}}";

        JsonNode problem = assertProblem(door.post(WORKFLOWS, "application/json", large), 413, "WORKFLOW_TOO_LARGE");
        assertThat(problem.path("violations").toString()).contains("unknown-field", "/spec/entrypont");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "rubbish"
            })
    void refusesAFormThatIsNotRead(String mediaType) {
        JsonNode problem = assertProblem(door.post(WORKFLOWS, mediaType, "{}"), 415, "MEDIA_TYPE_UNSUPPORTED");

        assertThat(problem.get("detail").asText()).isNotBlank();
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void saysWhichFormsThereAreToACallerWhoAcceptsNone() {
        HttpResponse<String> response = door.send(door.request(WORKFLOWS).header("Accept", "image/png"));

        JsonNode problem = assertProblem(response, 400, "REQUEST_INVALID");
        assertThat(problem.get("violations").get(0).get("pointer").asText()).isEqualTo("Accept");
    }

    @Test
    void hidesWhatNobodyForesaw() {
        door.core.argo.before = () -> {
            throw new IllegalStateException("secret-of-the-gateway");
        };

        HttpResponse<String> response = door.get(WORKFLOWS + "/a");

        JsonNode problem = assertProblem(response, 500, "INTERNAL");
        assertThat(problem.get("detail").asText()).isEqualTo("The gateway has a fault; the request does not.");
        assertThat(response.body())
                .doesNotContain("secret")
                .doesNotContain("Exception")
                .doesNotContain("at io.");
    }

    @Test
    void hidesAnErrorOfTheMachineToo() {
        door.core.argo.before = () -> {
            throw new StackOverflowError("secret-of-the-gateway");
        };

        HttpResponse<String> response = door.get(WORKFLOWS + "/a");

        assertProblem(response, 500, "INTERNAL");
        assertThat(response.body()).doesNotContain("secret");
    }

    /** Every answer that is an error has this shape. */
    static JsonNode assertProblem(HttpResponse<String> response, int status, String reason) {
        assertThat(response.body())
                .as("body of status %s", response.statusCode())
                .startsWith("{");
        JsonNode problem = json(response);
        assertThat(problem.path("reason").asText()).as(response.body()).isEqualTo(reason);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asText()).isEqualTo("/docs/errors#" + reason);
        assertThat(problem.get("domain").asText()).isEqualTo("tiphys.io");
        assertThat(problem.get("instance").asText()).startsWith("urn:uuid:");
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        return problem;
    }
}
