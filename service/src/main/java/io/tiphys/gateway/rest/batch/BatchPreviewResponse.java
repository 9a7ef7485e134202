package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.batch.BatchPreview;
import io.tiphys.gateway.rest.model.Answer;
import io.tiphys.gateway.rest.model.CostPreviewDocument;
import java.util.List;
import java.util.Map;

/**
 * What a batch would create.
 *
 * @param batchId the value of the workflows' label <code>tiphys.io/batch</code>
 * @param count how many workflows
 * @param items the first of them, at most 20
 * @param cost what all workflows take, as far as their documents say; a sweep's items count as the first one
 */
@Schema(
        name = "BatchPreview",
        requiredProperties = {"batchId", "count", "items", "cost"})
record BatchPreviewResponse(String batchId, int count, List<PreviewedItem> items, CostPreviewDocument cost)
        implements Answer {
    BatchPreviewResponse {
        items = List.copyOf(items);
    }

    /**
     * One item.
     *
     * @param index its index
     * @param name the name that its workflow will have
     * @param parameters its parameters in a sweep
     */
    @Schema(
            name = "PreviewedItem",
            requiredProperties = {"index", "name", "parameters"})
    record PreviewedItem(int index, String name, Map<String, String> parameters) {}

    static BatchPreviewResponse of(BatchPreview preview) {
        return new BatchPreviewResponse(
                preview.batchId(),
                preview.count(),
                preview.first().stream()
                        .map(item -> new PreviewedItem(item.index(), item.name(), item.parameters()))
                        .toList(),
                CostPreviewDocument.of(preview.cost()));
    }
}
