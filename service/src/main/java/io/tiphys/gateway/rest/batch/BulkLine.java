package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.batch.bulk.BulkEvent;
import io.tiphys.gateway.batch.bulk.BulkEvent.Changed;
import io.tiphys.gateway.batch.bulk.BulkEvent.Ended;
import io.tiphys.gateway.batch.bulk.BulkEvent.Outcome;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.error.ProblemWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the response to a change of many workflows.
 *
 * @param type <code>result</code> for each workflow, <code>heartbeat</code>, <code>problem</code> when the call ended early,
 *     <code>summary</code> last
 * @param name of <code>result</code>: the workflow's name
 * @param outcome of <code>result</code>: what became of the change
 * @param problem of <code>problem</code>, and of a <code>result</code> without a change: the reason
 * @param counts of <code>summary</code>: the number of workflows
 */
@Schema(
        name = "BulkLine",
        requiredProperties = {"type"})
record BulkLine(
        @Schema(allowableValues = {"result", "heartbeat", "problem", "summary"})
        String type,

        @Nullable String name,

        @Nullable @Schema(allowableValues = {"done", "replayed", "refused", "failed"})
        String outcome,

        @Nullable ProblemDocument problem,
        @Nullable BulkCounts counts)
        implements StreamedLine {
    /**
     * The numbers of workflows.
     *
     * @param matched those that the labels match
     * @param selected those of them whose state the change is for, or that an earlier call with the key changed
     * @param done those that were changed
     * @param replayed those that an earlier call with the same key changed
     * @param refused those whose state or permission does not allow the change
     * @param failed those that another call may change
     * @param dryRun whether nothing was changed on purpose
     */
    @Schema(
            name = "BulkCounts",
            requiredProperties = {"matched", "selected", "done", "replayed", "refused", "failed", "dryRun"})
    record BulkCounts(int matched, int selected, int done, int replayed, int refused, int failed, boolean dryRun) {}

    static BulkLine of(BulkEvent event) {
        return switch (event) {
            case Changed(var name, var outcome, var problem) ->
                new BulkLine(
                        "result",
                        name,
                        outcome.name().toLowerCase(Locale.ROOT),
                        problem.map(one -> ProblemWriter.document(one, null)).orElse(null),
                        null);
            case Ended ended -> new BulkLine("summary", null, null, null, counts(ended));
        };
    }

    private static BulkCounts counts(Ended ended) {
        return new BulkCounts(
                ended.matched(),
                ended.selected(),
                ended.count(Outcome.DONE),
                ended.count(Outcome.REPLAYED),
                ended.count(Outcome.REFUSED),
                ended.count(Outcome.FAILED),
                ended.dryRun());
    }
}
