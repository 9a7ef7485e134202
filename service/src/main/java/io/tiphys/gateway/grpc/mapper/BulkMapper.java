package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.batch.bulk.BulkEvent;
import io.tiphys.gateway.batch.bulk.BulkEvent.Changed;
import io.tiphys.gateway.batch.bulk.BulkEvent.Ended;
import io.tiphys.gateway.batch.bulk.BulkEvent.Outcome;
import io.tiphys.gateway.batch.bulk.BulkVerb;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.batch.progress.BatchState;
import io.tiphys.gateway.batch.progress.OutputsTable.Row;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.v1.Batch;
import io.tiphys.v1.BatchOutputsRow;
import io.tiphys.v1.BulkOutcome;
import io.tiphys.v1.BulkResult;
import io.tiphys.v1.BulkSummary;
import io.tiphys.v1.ChangeWorkflowsRequest;
import io.tiphys.v1.ChangeWorkflowsResponse;
import io.tiphys.v1.GetBatchOutputsResponse;
import io.tiphys.v1.WatchBatchResponse;

/** Maps batches, and changes of many workflows. */
public final class BulkMapper {
    private BulkMapper() {}

    public static Batch batch(BatchState state) {
        return Batch.newBuilder()
                .setBatchId(state.batchId())
                .setTotal(state.total())
                .putAllPhases(state.phases())
                .setEnded(state.ended())
                .build();
    }

    public static WatchBatchResponse progress(BatchState state) {
        return WatchBatchResponse.newBuilder().setBatch(batch(state)).build();
    }

    public static GetBatchOutputsResponse outputs(Row row) {
        return GetBatchOutputsResponse.newBuilder()
                .setRow(BatchOutputsRow.newBuilder()
                        .setIndex(row.index())
                        .setName(row.name())
                        .setPhase(row.phase())
                        .putAllParameters(row.parameters())
                        .putAllOutputs(row.outputs())
                        .putAllArtifacts(row.artifacts()))
                .build();
    }

    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID */
    public static Selection selection(ChangeWorkflowsRequest request) {
        return request.hasBatchId()
                ? Selection.ofBatch(request.getBatchId())
                : Selection.of(request.getLabelSelector());
    }

    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID */
    public static BulkVerb verb(io.tiphys.v1.BulkVerb verb) {
        return switch (verb) {
            case BULK_VERB_STOP -> BulkVerb.STOP;
            case BULK_VERB_TERMINATE -> BulkVerb.TERMINATE;
            case BULK_VERB_RETRY -> BulkVerb.RETRY;
            case BULK_VERB_DELETE -> BulkVerb.DELETE;
            case BULK_VERB_UNSPECIFIED, UNRECOGNIZED ->
                throw FieldMapper.invalid("bulk-verb", "verb", "Say what to do with the workflows.");
        };
    }

    public static ChangeWorkflowsResponse event(BulkEvent event) {
        ChangeWorkflowsResponse.Builder response = ChangeWorkflowsResponse.newBuilder();
        switch (event) {
            case Changed changed -> response.setResult(result(changed));
            case Ended ended -> response.setSummary(summary(ended));
        }
        return response.build();
    }

    private static BulkResult result(Changed changed) {
        BulkResult.Builder result =
                BulkResult.newBuilder().setName(changed.name()).setOutcome(outcome(changed.outcome()));
        changed.problem().map(BatchMapper::problem).ifPresent(result::setProblem);
        return result.build();
    }

    private static BulkOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case DONE -> BulkOutcome.BULK_OUTCOME_DONE;
            case REPLAYED -> BulkOutcome.BULK_OUTCOME_REPLAYED;
            case REFUSED -> BulkOutcome.BULK_OUTCOME_REFUSED;
            case FAILED -> BulkOutcome.BULK_OUTCOME_FAILED;
        };
    }

    private static BulkSummary summary(Ended ended) {
        return BulkSummary.newBuilder()
                .setMatched(ended.matched())
                .setSelected(ended.selected())
                .setDone(ended.count(Outcome.DONE))
                .setReplayed(ended.count(Outcome.REPLAYED))
                .setRefused(ended.count(Outcome.REFUSED))
                .setFailed(ended.count(Outcome.FAILED))
                .setDryRun(ended.dryRun())
                .build();
    }
}
