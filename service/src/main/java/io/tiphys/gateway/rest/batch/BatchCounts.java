package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.batch.item.BatchEvent.Summary;
import io.tiphys.gateway.batch.item.ItemOutcome;

/**
 * The number of items by outcome.
 *
 * @param created workflows that were created now
 * @param replayed workflows that an earlier call with the same key created
 * @param refused items that cannot be carried out as they are
 * @param failed items that sending the batch again may help
 * @param skipped items that were not tried
 */
@Schema(
        name = "BatchCounts",
        requiredProperties = {"created", "replayed", "refused", "failed", "skipped"})
record BatchCounts(int created, int replayed, int refused, int failed, int skipped) {
    static BatchCounts of(Summary summary) {
        return new BatchCounts(
                summary.count(ItemOutcome.CREATED),
                summary.count(ItemOutcome.REPLAYED),
                summary.count(ItemOutcome.REFUSED),
                summary.count(ItemOutcome.FAILED),
                summary.count(ItemOutcome.SKIPPED));
    }
}
