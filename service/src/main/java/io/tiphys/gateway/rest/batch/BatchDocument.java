package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.batch.progress.BatchState;
import io.tiphys.gateway.rest.model.Answer;
import java.util.Map;

/**
 * The state of a batch.
 *
 * @param batchId the value of the workflows' label <code>tiphys.io/batch</code>
 * @param total the number of its workflows
 * @param phases the number of its workflows by Argo's phase
 * @param ended whether all of them have ended
 */
@Schema(
        name = "Batch",
        requiredProperties = {"batchId", "total", "phases", "ended"})
record BatchDocument(String batchId, int total, Map<String, Integer> phases, boolean ended) implements Answer {
    static BatchDocument of(BatchState state) {
        return new BatchDocument(state.batchId(), state.total(), state.phases(), state.ended());
    }
}
