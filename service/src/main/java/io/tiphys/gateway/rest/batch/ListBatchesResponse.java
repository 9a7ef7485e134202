package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.rest.model.Answer;
import java.util.List;

/**
 * The batches of a namespace.
 *
 * @param batches ordered by their ids
 */
@Schema(
        name = "ListBatchesResponse",
        requiredProperties = {"batches"})
record ListBatchesResponse(List<BatchDocument> batches) implements Answer {
    ListBatchesResponse {
        batches = List.copyOf(batches);
    }
}
