package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.batch.BatchPreview;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchEvent.Accepted;
import io.tiphys.gateway.batch.item.BatchEvent.Interruption;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchEvent.Summary;
import io.tiphys.gateway.batch.item.ItemOutcome;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.v1.BatchAccepted;
import io.tiphys.v1.BatchInterruption;
import io.tiphys.v1.BatchOutcome;
import io.tiphys.v1.BatchProblem;
import io.tiphys.v1.BatchResult;
import io.tiphys.v1.BatchSummary;
import io.tiphys.v1.BatchViolation;
import io.tiphys.v1.PreviewBatchResponse;
import io.tiphys.v1.PreviewedBatchItem;
import io.tiphys.v1.SubmitBatchResponse;

/** Maps the events and the preview of a batch. */
public final class BatchMapper {
    private BatchMapper() {}

    public static SubmitBatchResponse response(BatchEvent event) {
        SubmitBatchResponse.Builder response = SubmitBatchResponse.newBuilder();
        switch (event) {
            case Accepted(var id) ->
                response.setAccepted(BatchAccepted.newBuilder().setBatchId(id));
            case ItemResult result -> response.setResult(result(result));
            case Interruption(var problem, var index) ->
                response.setInterruption(BatchInterruption.newBuilder()
                        .setProblem(problem(problem))
                        .setResumeFrom(index));
            case Summary summary -> response.setSummary(summary(summary));
        }
        return response.build();
    }

    private static BatchResult result(ItemResult result) {
        BatchResult.Builder message = BatchResult.newBuilder()
                .setIndex(result.index())
                .setOutcome(outcome(result.outcome()))
                .setName(result.name())
                .setUid(result.uid())
                .putAllParameters(result.parameters());
        result.problem().map(BatchMapper::problem).ifPresent(message::setProblem);
        return message.build();
    }

    private static BatchOutcome outcome(ItemOutcome outcome) {
        return switch (outcome) {
            case CREATED -> BatchOutcome.BATCH_OUTCOME_CREATED;
            case REPLAYED -> BatchOutcome.BATCH_OUTCOME_REPLAYED;
            case REFUSED -> BatchOutcome.BATCH_OUTCOME_REFUSED;
            case FAILED -> BatchOutcome.BATCH_OUTCOME_FAILED;
            case SKIPPED -> BatchOutcome.BATCH_OUTCOME_SKIPPED;
        };
    }

    static BatchProblem problem(Problem problem) {
        BatchProblem.Builder message = BatchProblem.newBuilder()
                .setReason(problem.reason().name())
                .setDetail(problem.detail())
                .setRetryable(problem.reason().retryable())
                .addAllViolations(problem.violations().stream()
                        .map(BatchMapper::violation)
                        .toList())
                .putAllMetadata(problem.metadata());
        problem.manifest().ifPresent(message::setManifest);
        return message.build();
    }

    private static BatchViolation violation(Violation violation) {
        return BatchViolation.newBuilder()
                .setRule(violation.rule())
                .setPointer(violation.pointer())
                .setLine(violation.line())
                .setColumn(violation.column())
                .setMessage(violation.message())
                .setHint(violation.hint().orElse(""))
                .build();
    }

    private static BatchSummary summary(Summary summary) {
        return BatchSummary.newBuilder()
                .setBatchId(summary.batchId())
                .setCreated(summary.count(ItemOutcome.CREATED))
                .setReplayed(summary.count(ItemOutcome.REPLAYED))
                .setRefused(summary.count(ItemOutcome.REFUSED))
                .setFailed(summary.count(ItemOutcome.FAILED))
                .setSkipped(summary.count(ItemOutcome.SKIPPED))
                .setComplete(summary.complete())
                .build();
    }

    public static PreviewBatchResponse preview(BatchPreview preview) {
        return PreviewBatchResponse.newBuilder()
                .setBatchId(preview.batchId())
                .setCount(preview.count())
                .addAllItems(preview.first().stream()
                        .map(item -> PreviewedBatchItem.newBuilder()
                                .setIndex(item.index())
                                .setName(item.name())
                                .putAllParameters(item.parameters())
                                .build())
                        .toList())
                .setCost(PreflightMapper.cost(preview.cost()))
                .build();
    }
}
