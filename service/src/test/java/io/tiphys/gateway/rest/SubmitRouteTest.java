package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.FrameworkErrorsTest.assertProblem;
import static io.tiphys.gateway.rest.RestApiUnderTest.WORKFLOWS;
import static io.tiphys.gateway.rest.RestApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubmitRouteTest {
    private static final String JSON =
            "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"generateName\":\"a-\"},"
                    + "\"spec\":{\"entrypoint\":\"m\",\"templates\":[{\"name\":\"m\",\"container\":{\"image\":\"i\"}}]}}";
    private static final String YAML = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: a-}
            spec: {entrypoint: m, templates: [{name: m, container: {image: i}}]}
            """;

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
    }

    @Test
    void createsAWorkflowAndSaysWhereItIs() {
        HttpResponse<String> response = door.post(WORKFLOWS, "application/json", JSON);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains(WORKFLOWS + "/created");
        assertThat(json(response).get("workflow").get("name").asText()).isEqualTo("created");
        assertThat(json(response).get("decidedBy").asText()).isEqualTo("KUBERNETES");
        String id = json(response).get("submissionId").asText();
        assertThat(door.core.argo.arguments.getFirst().toString()).contains(id);
        assertThat(door.core.argo.asked).containsExactly("submit science/");
    }

    @Test
    void createsNothingWhenItOnlyValidates() {
        HttpResponse<String> response = door.post(WORKFLOWS + "?validateOnly=true", "application/json", JSON);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Location")).isEmpty();
        assertThat(door.core.argo.asked).containsExactly("lint science/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=UTF-8",
                "application/merge-patch+json",
                "APPLICATION/JSON"
            })
    void readsJson(String mediaType) {
        assertThat(door.post(WORKFLOWS, mediaType, JSON).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml", "application/vnd.argo+yaml"
            })
    void readsYaml(String mediaType) {
        assertThat(door.post(WORKFLOWS, mediaType, YAML).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, YAML})
    void findsOutTheFormWhenNobodySays(String document) {
        HttpResponse<String> response = door.send(door.request(WORKFLOWS).POST(BodyPublishers.ofString(document)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    @Test
    void takesTheFormAtItsWord() {
        assertProblem(door.post(WORKFLOWS, "application/json", YAML), 400, "WORKFLOW_MALFORMED");
    }

    @Test
    void refusesAnEmptyBody() {
        HttpResponse<String> response = door.send(door.request(WORKFLOWS).POST(BodyPublishers.noBody()));

        assertProblem(response, 400, "WORKFLOW_MALFORMED");
    }

    @Test
    void saysWhoDecidedAboutAnArgoToken() {
        HttpResponse<String> response = door.send(java.net.http.HttpRequest.newBuilder(door.uri(WORKFLOWS))
                .header("Authorization", "Bearer v2:argo")
                .POST(BodyPublishers.ofString(JSON)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(json(response).get("decidedBy").asText()).isEqualTo("ARGO");
    }
}
