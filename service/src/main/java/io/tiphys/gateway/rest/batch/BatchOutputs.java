package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * The outputs of a batch.
 *
 * @param batchId the batch's id
 * @param rows the workflows, by their index
 */
@Schema(
        name = "BatchOutputs",
        requiredProperties = {"batchId", "rows"})
record BatchOutputs(String batchId, List<Row> rows) {
    BatchOutputs {
        rows = List.copyOf(rows);
    }

    /**
     * One workflow.
     *
     * @param index the index of its item
     * @param name its name
     * @param phase Argo's phase
     * @param parameters its arguments
     * @param outputs its output parameters and results; those of a step or task have its name and a dot in front
     * @param artifacts the addresses of its artifacts at the gateway, in the same way
     */
    @Schema(
            name = "BatchOutputsRow",
            requiredProperties = {"index", "name", "phase", "parameters", "outputs", "artifacts"})
    record Row(
            int index,
            String name,
            String phase,
            Map<String, String> parameters,
            Map<String, String> outputs,
            Map<String, String> artifacts) {}
}
