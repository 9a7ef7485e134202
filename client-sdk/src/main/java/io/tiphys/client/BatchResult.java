package io.tiphys.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one item of a batch.
 *
 * @param index the item's index
 * @param outcome {@code created}, {@code replayed}, {@code refused}, {@code failed} or {@code skipped}
 * @param name the workflow's name; empty without one
 * @param uid the workflow's uid; empty without one
 * @param parameters the item's parameters in a sweep
 * @param problem the reason why there is no workflow
 */
public record BatchResult(
        int index,
        String outcome,
        String name,
        String uid,
        Map<String, String> parameters,
        Optional<TiphysException> problem) {
    public BatchResult {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static BatchResult of(JsonNode line) {
        Map<String, String> parameters = new LinkedHashMap<>();
        line.path("parameters")
                .properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        Optional<TiphysException> problem = line.hasNonNull("problem")
                ? Optional.of(ProblemReader.read(0, line.get("problem").toString(), Optional.empty()))
                : Optional.empty();
        return new BatchResult(
                line.path("index").asInt(),
                line.path("outcome").asText(),
                line.path("name").asText(),
                line.path("uid").asText(),
                parameters,
                problem);
    }
}
