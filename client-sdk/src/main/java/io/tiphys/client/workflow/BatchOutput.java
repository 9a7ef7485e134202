package io.tiphys.client.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments, outputs and artifacts of one workflow of a batch.
 *
 * @param index the index of its item; -1 when its label is no number
 * @param name its name
 * @param phase Argo's phase
 * @param parameters its arguments, by name
 * @param outputs its output parameters and results; those of a step or task have its name and a dot in front
 * @param artifacts the addresses of its artifacts, relative to the gateway's address, in the same way
 */
public record BatchOutput(
        int index,
        String name,
        String phase,
        Map<String, String> parameters,
        Map<String, String> outputs,
        Map<String, String> artifacts) {
    public BatchOutput {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        artifacts = Collections.unmodifiableMap(new LinkedHashMap<>(artifacts));
    }
}
