package io.tiphys.client.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.client.internal.CallFailures;
import io.tiphys.client.internal.ProblemReader;
import io.tiphys.client.workflow.BatchOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the table of a batch's outputs. Its status was sent before the gateway read a workflow, so the body may be a problem. */
final class BatchTable {
    private BatchTable() {}

    static List<BatchOutput> read(ResponseBody body, ObjectMapper mapper) {
        try (body) {
            JsonNode answer = mapper.readTree(body);
            if (!answer.path("rows").isArray()) {
                throw ProblemReader.read(0, answer.toString(), Optional.empty());
            }
            List<BatchOutput> rows = new ArrayList<>();
            answer.get("rows").forEach(row -> rows.add(row(row)));
            return List.copyOf(rows);
        } catch (IOException e) {
            throw CallFailures.withoutAnswer(e, CallFailures.Kind.READ);
        }
    }

    private static BatchOutput row(JsonNode row) {
        return new BatchOutput(
                row.path("index").asInt(),
                row.path("name").asText(),
                row.path("phase").asText(),
                texts(row.path("parameters")),
                texts(row.path("outputs")),
                texts(row.path("artifacts")));
    }

    /** The members of an object as texts. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }
}
