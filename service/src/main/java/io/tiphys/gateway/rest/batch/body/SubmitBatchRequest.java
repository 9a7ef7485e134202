package io.tiphys.gateway.rest.batch.body;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many workflows: either items, or a workflow and its sweep. For the API document; {@link BatchBodies} reads the body.
 *
 * @param batchId the batch's key, which is also the value of the label <code>tiphys.io/batch</code>: at most 63 letters,
 *     digits, dashes, underscores and dots
 * @param items the workflows, at most 10,000 unless the operator says otherwise
 * @param workflow the workflow of a sweep, with generateName: an object, or a text with its JSON or YAML
 * @param sweep its parameters
 */
@Schema(name = "SubmitBatchRequest")
public record SubmitBatchRequest(
        @Nullable String batchId,
        @Nullable List<SubmittedItem> items,

        @Nullable @Schema(type = "object", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
        Object workflow,

        @Nullable SubmittedSweep sweep) {
    public SubmitBatchRequest {
        items = items == null ? null : List.copyOf(items);
    }

    /**
     * One workflow.
     *
     * @param index the item's place, 0 to 999,999; its position in the list unless it is given
     * @param workflow an object, or a text with its JSON or YAML
     */
    @Schema(
            name = "SubmittedItem",
            requiredProperties = {"workflow"})
    record SubmittedItem(
            @Nullable Integer index,

            @Schema(type = "object", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
            Object workflow) {}

    /**
     * The parameters of a sweep: exactly one of these. A value that is no text counts as its JSON.
     *
     * @param grid all combinations of the values, the last parameter changing fastest
     * @param zip the first values of all lists together, then the second ones
     * @param rows the parameters of each item
     * @param csv a table with a header (RFC 4180)
     * @param jsonl one JSON object in each line
     */
    @Schema(name = "SubmittedSweep")
    record SubmittedSweep(
            @Nullable Map<String, List<Object>> grid,
            @Nullable Map<String, List<Object>> zip,
            @Nullable List<Map<String, Object>> rows,
            @Nullable String csv,
            @Nullable String jsonl) {}
}
