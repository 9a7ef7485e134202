package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchEvent.Accepted;
import io.tiphys.gateway.batch.item.BatchEvent.Interruption;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchEvent.Summary;
import io.tiphys.gateway.batch.item.ItemOutcome;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.error.ProblemWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the response to a batch.
 *
 * @param type <code>batch</code> first, <code>result</code> for each item, <code>heartbeat</code>, <code>problem</code> when the
 *     batch ended early, <code>summary</code> last
 * @param batchId of <code>batch</code> and <code>summary</code>: the value of the workflows' label <code>tiphys.io/batch</code>
 * @param index of <code>result</code>: the item
 * @param outcome of <code>result</code>: what became of it
 * @param name of <code>result</code>: the workflow's name
 * @param uid of <code>result</code>: the workflow's uid
 * @param parameters of <code>result</code> in a sweep: the item's parameters
 * @param problem of <code>problem</code>, and of a <code>result</code> without a workflow: the reason
 * @param resumeFrom of <code>problem</code>: the index of the first item that was not tried
 * @param counts of <code>summary</code>: the number of items by outcome
 * @param complete of <code>summary</code>: whether every item has a workflow
 */
@Schema(
        name = "BatchLine",
        requiredProperties = {"type"})
record BatchLine(
        @Schema(allowableValues = {"batch", "result", "heartbeat", "problem", "summary"})
        String type,

        @Nullable String batchId,
        @Nullable Integer index,

        @Nullable @Schema(allowableValues = {"created", "replayed", "refused", "failed", "skipped"})
        String outcome,

        @Nullable String name,
        @Nullable String uid,
        @Nullable Map<String, String> parameters,
        @Nullable ProblemDocument problem,
        @Nullable Integer resumeFrom,
        @Nullable BatchCounts counts,
        @Nullable Boolean complete)
        implements StreamedLine {
    static final String MEDIA_TYPE = "application/x-ndjson";

    static BatchLine of(BatchEvent event) {
        return switch (event) {
            case Accepted(var id) -> line("batch", id, null, null, null, null);
            case ItemResult result -> of(result);
            case Interruption(var problem, var index) ->
                line("problem", null, ProblemWriter.document(problem, null), index, null, null);
            case Summary summary ->
                line("summary", summary.batchId(), null, null, BatchCounts.of(summary), summary.complete());
        };
    }

    private static BatchLine of(ItemResult result) {
        return new BatchLine(
                "result",
                null,
                result.index(),
                text(result.outcome()),
                result.name().isEmpty() ? null : result.name(),
                result.uid().isEmpty() ? null : result.uid(),
                result.parameters().isEmpty() ? null : result.parameters(),
                result.problem()
                        .map(problem -> ProblemWriter.document(problem, null))
                        .orElse(null),
                null,
                null,
                null);
    }

    static BatchLine heartbeat() {
        return line("heartbeat", null, null, null, null, null);
    }

    static BatchLine problem(ProblemDocument problem) {
        return line("problem", null, problem, null, null, null);
    }

    private static BatchLine line(
            String type,
            @Nullable String batchId,
            @Nullable ProblemDocument problem,
            @Nullable Integer resumeFrom,
            @Nullable BatchCounts counts,
            @Nullable Boolean complete) {
        return new BatchLine(type, batchId, null, null, null, null, null, problem, resumeFrom, counts, complete);
    }

    private static String text(ItemOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
