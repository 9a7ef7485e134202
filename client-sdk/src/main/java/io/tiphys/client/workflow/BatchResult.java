package io.tiphys.client.workflow;

import io.tiphys.client.TiphysException;
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
}
