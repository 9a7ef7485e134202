package io.tiphys.gateway.contract;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GrpcDriver.Responses;
import io.tiphys.v1.BatchHeader;
import io.tiphys.v1.BatchItem;
import io.tiphys.v1.BatchOutputsRow;
import io.tiphys.v1.BatchServiceGrpc;
import io.tiphys.v1.BatchServiceGrpc.BatchServiceBlockingStub;
import io.tiphys.v1.BulkResult;
import io.tiphys.v1.BulkVerb;
import io.tiphys.v1.ChangeWorkflowsRequest;
import io.tiphys.v1.ChangeWorkflowsResponse;
import io.tiphys.v1.GetBatchOutputsRequest;
import io.tiphys.v1.GetBatchOutputsResponse;
import io.tiphys.v1.SubmitBatchRequest;
import io.tiphys.v1.SubmitBatchResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Batches over the generated stubs. */
record GrpcBatches(ManagedChannel channel) implements BatchDriver {
    @Override
    public Map<Integer, String> submit(Call call, String batchId, List<String> documents) {
        List<SubmitBatchRequest> requests = new ArrayList<>();
        requests.add(SubmitBatchRequest.newBuilder()
                .setHeader(BatchHeader.newBuilder()
                        .setEnvironment(call.environment().orElse(""))
                        .setNamespace(call.namespace().orElse(""))
                        .setRequestId(call.key().orElse(""))
                        .setBatchId(batchId))
                .build());
        documents.forEach(document -> requests.add(SubmitBatchRequest.newBuilder()
                .setItem(BatchItem.newBuilder().setWorkflow(ByteString.copyFromUtf8(document)))
                .build()));
        Map<Integer, String> outcomes = new TreeMap<>();
        GrpcDriver.answer(() -> new TwoWayCall<SubmitBatchRequest, SubmitBatchResponse>(
                                GrpcDriver.with(BatchServiceGrpc.newStub(channel), call)::submitBatch)
                        .make(requests))
                .stream()
                .filter(SubmitBatchResponse::hasResult)
                .map(SubmitBatchResponse::getResult)
                .forEach(result ->
                        outcomes.put(result.getIndex(), word(result.getOutcome().name(), "BATCH_OUTCOME_")));
        return outcomes;
    }

    @Override
    public List<OutputView> outputs(Call call, String batchId, boolean wait) {
        GetBatchOutputsRequest request = GetBatchOutputsRequest.newBuilder()
                .setEnvironment(call.environment().orElse(""))
                .setNamespace(call.namespace().orElse(""))
                .setBatchId(batchId)
                .setWait(wait)
                .build();
        return all(
                () -> stub(call).getBatchOutputs(request),
                response -> response.hasRow() ? Optional.of(view(response)) : Optional.empty());
    }

    @Override
    public RetriedView retry(Call call, String batchId) {
        ChangeWorkflowsRequest request = ChangeWorkflowsRequest.newBuilder()
                .setEnvironment(call.environment().orElse(""))
                .setNamespace(call.namespace().orElse(""))
                .setRequestId(call.key().orElse(""))
                .setBatchId(batchId)
                .setVerb(BulkVerb.BULK_VERB_RETRY)
                .build();
        List<BulkResult> results = all(
                () -> stub(call).changeWorkflows(request),
                (ChangeWorkflowsResponse response) ->
                        response.hasResult() ? Optional.of(response.getResult()) : Optional.empty());
        Map<String, String> outcomes = new TreeMap<>();
        results.forEach(result ->
                outcomes.put(result.getName(), word(result.getOutcome().name(), "BULK_OUTCOME_")));
        return new RetriedView(outcomes);
    }

    private static OutputView view(GetBatchOutputsResponse response) {
        BatchOutputsRow row = response.getRow();
        return new OutputView(
                row.getIndex(),
                row.getName(),
                row.getPhase(),
                row.getParametersMap(),
                row.getOutputsMap(),
                row.getArtifactsMap());
    }

    private BatchServiceBlockingStub stub(Call call) {
        return GrpcDriver.with(BatchServiceGrpc.newBlockingStub(channel), call);
    }

    private static <R, T> List<T> all(Supplier<Iterator<R>> opener, Function<R, Optional<T>> mapping) {
        List<T> all = new ArrayList<>();
        try (Responses<R, T> responses = new Responses<>(opener, mapping)) {
            for (Optional<T> next = responses.next(); next.isPresent(); next = responses.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static String word(String constant, String prefix) {
        return constant.replace(prefix, "").toLowerCase(Locale.ROOT);
    }
}
