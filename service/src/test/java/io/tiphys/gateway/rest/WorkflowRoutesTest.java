package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.FrameworkErrorsTest.assertProblem;
import static io.tiphys.gateway.rest.RestApiUnderTest.WORKFLOWS;
import static io.tiphys.gateway.rest.RestApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each operation takes and answers. */
final class WorkflowRoutesTest {
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
        door.core.argo.arguments.clear();
        door.core.argo.before = () -> {};
        door.core.argo.holds(FakeArgo.workflow("hello", "Running", "7"));
    }

    @Test
    void answersArgosOwnJsonAsTheBytesThatCameIn() {
        String strange = "{ \"z\" : 1.00000000000000000001, \"a\":[ 1e999 ],\"ü\":\"\\u00fc\\/\" ,\"a2\":null}";
        door.core.argo.holds(new WorkflowObject(
                new WorkflowSummary("science", "strange", "u", "9", "Failed", "1/1", "a \"message\"", ""),
                strange.getBytes(StandardCharsets.UTF_8)));

        HttpResponse<String> response = door.get(WORKFLOWS + "/strange");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .isEqualTo("{\"namespace\":\"science\",\"name\":\"strange\",\"uid\":\"u\",\"resourceVersion\":\"9\","
                        + "\"phase\":\"Failed\",\"progress\":\"1/1\",\"message\":\"a \\\"message\\\"\",\"workflow\":"
                        + strange + "}");
    }

    @Test
    void listsAPage() {
        HttpResponse<String> response =
                door.get(WORKFLOWS + "?labelSelector=a%3Db%2Cc&namePrefix=hel&pageSize=1&pageToken=");

        assertThat(door.core.argo.arguments)
                .containsExactly(new ListQuery(Optional.of("a=b,c"), Optional.of("hel"), 1, Optional.empty()));
        assertThat(json(response).get("workflows")).hasSize(1);
        assertThat(json(response).get("workflows").get(0).get("workflow").isObject())
                .isTrue();
        assertThat(json(response).get("nextPageToken").isTextual()).isTrue();
    }

    @Test
    void listsFiftyUnlessAskedOtherwise() {
        door.get(WORKFLOWS);

        assertThat(door.core.argo.arguments)
                .containsExactly(new ListQuery(Optional.empty(), Optional.empty(), 50, Optional.empty()));
    }

    @Test
    void deletes() {
        HttpResponse<String> response =
                door.send(door.request(WORKFLOWS + "/hello").DELETE());

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(door.core.argo.asked).containsExactly("delete science/hello");
    }

    static Stream<Arguments> actions() {
        return Stream.of(
                Arguments.of("stop", "", new WorkflowAction.Stop(Optional.empty(), Optional.empty())),
                Arguments.of(
                        "stop",
                        "{\"message\":\"enough\",\"nodeFieldSelector\":\"displayName=a\"}",
                        new WorkflowAction.Stop(Optional.of("enough"), Optional.of("displayName=a"))),
                Arguments.of("terminate", "{}", new WorkflowAction.Terminate()),
                Arguments.of("suspend", "  ", new WorkflowAction.Suspend()),
                Arguments.of("resume", "{\"nodeFieldSelector\":\"a\"}", new WorkflowAction.Resume(Optional.of("a"))),
                Arguments.of(
                        "retry",
                        "{\"restartSuccessful\":true,\"parameters\":[\"a=b\"]}",
                        new WorkflowAction.Retry(true, Optional.empty(), List.of("a=b"))),
                Arguments.of("resubmit", "{\"memoized\":true}", new WorkflowAction.Resubmit(true, List.of())),
                Arguments.of("resubmit", "", new WorkflowAction.Resubmit(false, List.of())));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void changesAWorkflow(String verb, String body, WorkflowAction action) {
        var request = door.request(WORKFLOWS + "/hello:" + verb);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }

        HttpResponse<String> response = door.send(request.POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("name").asText()).isEqualTo("hello");
        assertThat(door.core.argo.arguments).contains(action);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mesage\":\"x\"}|unknown-field|/mesage|1",
                "{\"message\":\"x\",\"message\":\"y\"}|json||1",
                "{\"message\":[1]}|field-value|/message|1",
                "{\"message\":5}|field-value|/message|1",
                "[]|field-value||1",
                "null|not-an-object||0",
                "{} {}|field-value||1",
                "{|json||1",
                "message: x|json||1"
            })
    void refusesABodyThatSaysSomethingElse(String body, String rule, String pointer, int line) {
        HttpResponse<String> response = door.post(WORKFLOWS + "/hello:stop", "application/json", body);

        JsonNode violation = assertProblem(response, 400, "REQUEST_INVALID")
                .get("violations")
                .get(0);
        assertThat(violation.get("rule").asText()).isEqualTo(rule);
        assertThat(violation.get("pointer").asText()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(violation.get("line").asInt()).isEqualTo(line);
        assertThat(response.body()).doesNotContain("io.tiphys").doesNotContain("jackson");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void readsNoYamlButForWorkflows() {
        assertProblem(
                door.post(WORKFLOWS + "/hello:stop", "application/yaml", "message: x"), 415, "MEDIA_TYPE_UNSUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "-a", "a_b", "a..b", "%20", "a%2Fb"})
    void refusesANameThatCannotBe(String name) {
        HttpResponse<String> response = door.get(WORKFLOWS + "/" + name);

        assertThat(response.statusCode()).isIn(400, 404);
        assertProblem(
                response, response.statusCode(), response.statusCode() == 400 ? "REQUEST_INVALID" : "ROUTE_NOT_FOUND");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void refusesANamespaceThatTheEnvironmentDoesNotServe() {
        assertProblem(door.get("/v1/environments/lab/namespaces/elsewhere/workflows"), 403, "NAMESPACE_NOT_MANAGED");
    }

    @Test
    void tellsAKnownCallerThatThereIsNoSuchEnvironment() {
        assertProblem(door.get("/v1/environments/none"), 404, "ENVIRONMENT_NOT_FOUND");
    }

    @Test
    void listsAndShowsEnvironments() {
        assertThat(json(door.get("/v1/environments")).get("environments"))
                .as("a token of which nothing can be told is shown to the default cluster alone")
                .hasSize(1);
        door.get("/v1/environments/production");
        JsonNode list = json(door.get("/v1/environments")).get("environments");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).toString())
                .isEqualTo("{\"name\":\"lab\",\"defaultNamespace\":\"science\",\"namespaces\":[\"other\",\"science\"],"
                        + "\"credentialMode\":\"direct\",\"isDefault\":true}");
        assertThat(json(door.get("/v1/environments/production"))
                        .get("isDefault")
                        .asBoolean())
                .isFalse();
    }
}
