package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.FrameworkErrorsTest.assertProblem;
import static io.tiphys.gateway.rest.RestApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.fakes.FakeArgo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class BatchRouteTest {
    private static final String BATCHES = "/v1/environments/lab/namespaces/science/batches";
    private static final String NDJSON = "application/x-ndjson";
    private static final String WORKFLOW =
            "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"generateName\":\"a-\"},"
                    + "\"spec\":{\"entrypoint\":\"m\",\"arguments\":{\"parameters\":[{\"name\":\"x\",\"value\":\"0\"}]},"
                    + "\"templates\":[{\"name\":\"m\",\"container\":{\"image\":\"i\"}}]}}";

    private final RestApiUnderTest door = new RestApiUnderTest();
    private final ClientFactory connections = ClientFactory.builder().build();

    /** The connections first: a gateway that stops waits for requests whose rest may still come. */
    @AfterEach
    void close() {
        connections.close();
        door.close();
    }

    @Test
    void answersOneLineForEachItemOfAList() {
        HttpResponse<String> response = post(
                "?batchId=b1",
                "application/json",
                "{\"items\":[{\"workflow\":" + WORKFLOW + "},{\"workflow\":" + WORKFLOW + ",\"index\":7},{\"workflow\":"
                        + "\"kind: Workflow\"}]}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(NDJSON);
        List<JsonNode> lines = lines(response);
        assertThat(lines.getFirst().get("batchId").asText()).isEqualTo("b1");
        Map<Integer, String> outcomes = outcomes(lines);
        assertThat(outcomes).isEqualTo(Map.of(0, "created", 7, "created", 2, "refused"));
        JsonNode summary = lines.getLast();
        assertThat(summary.get("type").asText()).isEqualTo("summary");
        assertThat(summary.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(summary.get("complete").asBoolean()).isFalse();
    }

    @Test
    void expandsASweep() {
        HttpResponse<String> response = post(
                "",
                "application/json",
                "{\"workflow\":" + WORKFLOW + ",\"batchId\":\"b\",\"sweep\":{\"csv\":\"x\\n1\\n2\"}}");

        List<JsonNode> lines = lines(response);
        assertThat(lines).hasSize(4);
        assertThat(lines.stream().map(line -> line.at("/parameters/x").asText()))
                .containsExactlyInAnyOrder("", "1", "2", "");
    }

    @Test
    void readsLinesAndContinuesAtAnIndex() {
        HttpResponse<String> response = post("?batchId=b&firstIndex=5", NDJSON, WORKFLOW + "\n\r\n" + WORKFLOW);

        assertThat(outcomes(lines(response))).isEqualTo(Map.of(5, "created", 6, "created"));
    }

    @Test
    void saysWhereABodyEndedInTheMiddleOfAnItem() {
        String half = WORKFLOW.substring(0, WORKFLOW.lastIndexOf('}'));

        List<JsonNode> lines = lines(post("?batchId=b", NDJSON, WORKFLOW + "\n" + WORKFLOW + "\n" + half));

        assertThat(outcomes(lines)).isEqualTo(Map.of(0, "created", 1, "created"));
        JsonNode problem = lines.get(lines.size() - 2);
        assertThat(problem.get("type").asText()).isEqualTo("problem");
        assertThat(problem.get("resumeFrom").asInt()).isEqualTo(2);
        assertThat(problem.at("/problem/reason").asText()).isEqualTo("REQUEST_INVALID");
        assertThat(lines.getLast().get("complete").asBoolean()).isFalse();
    }

    @Test
    void sendsAResultWhileItemsStillGoIn() throws IOException {
        HttpRequestWriter request = streamed("?batchId=b");
        StreamMessage<HttpData> body = streaming().execute(request).split().body();
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(body.toInputStream(data -> data), StandardCharsets.UTF_8))) {
            request.write(HttpData.ofUtf8(WORKFLOW + "\n"));
            assertThat(json(answers.readLine()).get("type").asText()).isEqualTo("batch");
            assertThat(json(answers.readLine()).get("index").asInt()).isZero();

            request.write(HttpData.ofUtf8(WORKFLOW));
            request.close();
            assertThat(json(answers.readLine()).get("index").asInt()).isEqualTo(1);
            assertThat(json(answers.readLine()).get("type").asText()).isEqualTo("summary");
        }
    }

    @Test
    void endsAStreamThatStopsAlthoughItsSenderGoesOn() throws IOException {
        HttpRequestWriter request = streamed("?batchId=b&onError=stop");
        StreamMessage<HttpData> body = streaming().execute(request).split().body();
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(body.toInputStream(data -> data), StandardCharsets.UTF_8))) {
            request.write(HttpData.ofUtf8("{}\n"));

            assertThat(json(answers.readLine()).get("type").asText()).isEqualTo("batch");
            assertThat(json(answers.readLine()).get("outcome").asText()).isEqualTo("refused");
            assertThat(json(answers.readLine()).get("type").asText()).isEqualTo("summary");
            assertThat(answers.readLine()).isNull();
        }
    }

    @Test
    void refusesACallerWhoMayNotCreateBeforeItReadsTheBody() {
        door.core.rights.decide(check -> new Denied("no"));
        HttpRequestWriter request = streamed("?batchId=b");

        var response = streaming().execute(request).aggregate().join();

        assertThat(response.status().code()).isEqualTo(403);
        assertThat(response.contentUtf8()).contains("ACCESS_DENIED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"items\":[]}",
                "{\"items\":[{}]}",
                "{\"items\":[1]}",
                "{\"items\":{}}",
                "{\"items\":[{\"workflow\":1}]}",
                "{\"items\":[{\"workflow\":{},\"index\":-1}]}",
                "{\"items\":[{\"workflow\":{},\"index\":1.5}]}",
                "{\"items\":[{\"workflow\":{},\"index\":1},{\"workflow\":{}}]}",
                "{\"items\":[{\"workflow\":{}}],\"items\":[]}",
                "{\"items\":[{\"workflow\":{}}],\"other\":1}",
                "{\"items\":[{\"workflow\":{}}],\"sweep\":{}}",
                "{\"workflow\":{}}",
                "{\"sweep\":{\"csv\":\"a\\n1\"}}",
                "{\"items\":[{\"workflow\":{}}]} x",
                "{\"items\":[{\"workflow\":{}}]",
                "{\"batchId\":\"other\",\"items\":[{\"workflow\":{}}]}"
            })
    void refusesAnotherBody(String body) {
        assertProblem(post("?batchId=b", "application/json", body), 400, "REQUEST_INVALID");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?onError=perhaps", "?firstIndex=-1", "?firstIndex=1", "?batchId=", "?batchId=a%20b", ""})
    void refusesOtherParameters(String query) {
        String body = "{\"items\":[{\"workflow\":" + WORKFLOW + "}]}";

        assertProblem(post(query, "application/json", body), 400, "REQUEST_INVALID");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void refusesABodyInAnotherEncodingAndSaysHowToConvertIt(String encoding) throws UnsupportedEncodingException {
        byte[] sweep = ("{\"workflow\":" + WORKFLOW + ",\"sweep\":{\"csv\":\"x\\nä\"}}").getBytes(encoding);

        HttpResponse<String> response = post("?batchId=b", "application/json", sweep);

        assertProblem(response, 400, "REQUEST_INVALID");
        assertThat(response.body())
                .contains("iconv -f " + encoding.replaceAll("[LB]E$", "") + " -t UTF-8")
                .contains("\"encoding\"");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void createsNothingOfLinesInUtf16(String encoding) throws UnsupportedEncodingException {
        byte[] body = (WORKFLOW + "\n" + WORKFLOW + "\n").getBytes(encoding);

        List<JsonNode> lines = lines(post("?batchId=b", NDJSON, body));

        assertThat(outcomes(lines)).isEmpty();
        assertThat(lines.get(1).at("/problem/violations/0/rule").asText()).isEqualTo("encoding");
        assertThat(lines.get(1).get("resumeFrom").asInt()).isZero();
        assertThat(lines.getLast().get("complete").asBoolean()).isFalse();
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void ignoresAByteOrderMarkInEachForm() {
        String mark = "\uFEFF";

        assertThat(outcomes(lines(post("?batchId=lines", NDJSON, mark + WORKFLOW + "\n"))))
                .isEqualTo(Map.of(0, "created"));
        assertThat(outcomes(lines(post(
                        "?batchId=list", "application/json", mark + "{\"items\":[{\"workflow\":" + WORKFLOW + "}]}"))))
                .isEqualTo(Map.of(0, "created"));
    }

    @Test
    void saysHowManyItemsATooLargeGridHas() {
        String numbers = "[" + "1,".repeat(999) + "1]";
        String body = "{\"workflow\":" + WORKFLOW + ",\"sweep\":{\"grid\":{\"x\":" + numbers + ",\"workflow\":"
                + numbers + "}}}";

        HttpResponse<String> response = post("?batchId=b", "application/json", body);

        assertProblem(response, 413, "REQUEST_TOO_LARGE");
        assertThat(response.body()).contains("1000000");
    }

    @Test
    void previewsASweep() {
        HttpResponse<String> response = post(
                ":preview?batchId=b",
                "application/json",
                "{\"workflow\":" + WORKFLOW + ",\"sweep\":{\"grid\":{\"x\":[1,2,3]}}}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("count").asInt()).isEqualTo(3);
        assertThat(json(response).at("/cost/pods/least").asInt()).isEqualTo(3);
        assertThat(json(response).at("/items/2/parameters/x").asText()).isEqualTo("3");
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void changesTheWorkflowsOfABatchAndOfASelector() {
        door.core.argo.holds(FakeArgo.workflow("one", "Running", "1"));

        List<JsonNode> dry = lines(post("/b:stop?dryRun=true", "application/json", ""));
        List<JsonNode> stopped = lines(post("/b:stop", "application/json", ""));
        HttpResponse<String> bySelector =
                door.post(RestApiUnderTest.WORKFLOWS + ":delete?labelSelector=a%3Db", "application/json", "");

        assertThat(dry).hasSize(1);
        assertThat(dry.getFirst().at("/counts/selected").asInt()).isEqualTo(1);
        assertThat(stopped.getFirst().get("outcome").asText()).isEqualTo("done");
        assertThat(lines(bySelector).getLast().at("/counts/done").asInt())
                .as(bySelector.body())
                .isEqualTo(1);
        assertThat(door.core.argo.asked).contains("change science/one", "delete science/one");
        assertProblem(
                door.post(RestApiUnderTest.WORKFLOWS + ":delete", "application/json", ""), 400, "REQUEST_INVALID");
    }

    @Test
    void readsABatchAndItsOutputs() {
        door.core.argo.holds(FakeArgo.workflow("one", "Succeeded", "1"));

        assertThat(json(door.get(BATCHES + "/b")).at("/phases/Succeeded").asInt())
                .isEqualTo(1);
        assertThat(json(door.get(BATCHES)).at("/batches/0/total").asInt()).isEqualTo(1);
        assertThat(json(door.get(BATCHES + "/b/outputs")).at("/rows/0/name").asText())
                .isEqualTo("one");
        HttpResponse<String> csv =
                door.send(door.request(BATCHES + "/b/outputs").header("Accept", "text/csv"));
        assertThat(csv.body()).isEqualTo("index,name,phase\r\n-1,one,Succeeded\r\n");
        door.core.argo.forgets("one");
        assertProblem(door.get(BATCHES + "/b"), 404, "WORKFLOW_NOT_FOUND");
    }

    private WebClient streaming() {
        return WebClient.builder("h2c://localhost:" + door.port)
                .factory(connections)
                .responseTimeoutMillis(60_000)
                .build();
    }

    private static HttpRequestWriter streamed(String query) {
        return HttpRequest.streaming(RequestHeaders.builder(HttpMethod.POST, BATCHES + query)
                .add("authorization", "Bearer " + RestApiUnderTest.TOKEN)
                .add("content-type", NDJSON)
                .build());
    }

    private HttpResponse<String> post(String query, String mediaType, String body) {
        return door.post(BATCHES + query, mediaType, body);
    }

    private HttpResponse<String> post(String query, String mediaType, byte[] body) {
        return door.send(
                door.request(BATCHES + query).header("Content-Type", mediaType).POST(BodyPublishers.ofByteArray(body)));
    }

    private static List<JsonNode> lines(HttpResponse<String> response) {
        return Arrays.stream(response.body().split("\n"))
                .map(RestApiUnderTest::json)
                .toList();
    }

    private static Map<Integer, String> outcomes(List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.get("type").asText().equals("result"))
                .collect(Collectors.toMap(
                        line -> line.get("index").asInt(),
                        line -> line.get("outcome").asText()));
    }
}
