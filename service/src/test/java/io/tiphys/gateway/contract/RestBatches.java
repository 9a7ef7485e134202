package io.tiphys.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Batches over plain HTTP. */
record RestBatches(RestDriver driver) implements BatchDriver {
    @Override
    public Map<Integer, String> submit(Call call, String batchId, List<String> documents) {
        String body = driver.text(driver.request(call, batches(call) + "?batchId=" + batchId)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BatchDriver.list(documents))));
        Map<Integer, String> outcomes = new TreeMap<>();
        results(body)
                .forEach(line -> outcomes.put(
                        line.get("index").asInt(), line.get("outcome").asText()));
        return outcomes;
    }

    @Override
    public List<OutputView> outputs(Call call, String batchId, boolean wait) {
        String path = batches(call) + "/" + batchId + "/outputs?wait=" + wait;
        List<OutputView> rows = new ArrayList<>();
        RestDriver.tree(driver.text(driver.request(call, path).GET()))
                .get("rows")
                .forEach(row -> rows.add(new OutputView(
                        row.get("index").asInt(),
                        row.get("name").asText(),
                        row.get("phase").asText(),
                        texts(row.get("parameters")),
                        texts(row.get("outputs")),
                        texts(row.get("artifacts")))));
        return rows;
    }

    @Override
    public RetriedView retry(Call call, String batchId) {
        Map<String, String> outcomes = new TreeMap<>();
        results(driver.text(driver.request(call, batches(call) + "/" + batchId + ":retry")
                        .POST(BodyPublishers.noBody())))
                .forEach(line -> outcomes.put(
                        line.get("name").asText(), line.get("outcome").asText()));
        return new RetriedView(outcomes);
    }

    private static Stream<JsonNode> results(String body) {
        return body.lines()
                .map(RestDriver::tree)
                .filter(line -> line.get("type").asText().equals("result"));
    }

    private static String batches(Call call) {
        return "/v1/environments/" + call.environment().orElseThrow() + "/namespaces/"
                + call.namespace().orElseThrow() + "/batches";
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }
}
