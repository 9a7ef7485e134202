package io.tiphys.gateway.contract;

import io.tiphys.client.workflow.BatchChange;
import io.tiphys.client.workflow.BatchResult;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Batches through the Java client. */
record ClientBatches(ClientDriver driver) implements BatchDriver {
    @Override
    public Map<Integer, String> submit(Call call, String batchId, List<String> documents) {
        return driver.with(call, client -> {
            Map<Integer, String> outcomes = new TreeMap<>();
            try (EventIterator<BatchResult> results = client.submitBatch(BatchDriver.list(documents), batchId)) {
                results.forEachRemaining(result -> outcomes.put(result.index(), result.outcome()));
            }
            return outcomes;
        });
    }

    @Override
    public RetriedView retry(Call call, String batchId) {
        return driver.with(call, client -> {
            Map<String, String> outcomes = new TreeMap<>();
            try (EventIterator<BatchChange> changes =
                    client.retryBatch(batchId, call.key().orElseThrow())) {
                changes.forEachRemaining(change -> outcomes.put(change.name(), change.outcome()));
            }
            return new RetriedView(outcomes);
        });
    }

    @Override
    public List<OutputView> outputs(Call call, String batchId, boolean wait) {
        return driver.with(
                call,
                client -> client.batchOutputs(batchId, wait).stream()
                        .map(row -> new OutputView(
                                row.index(), row.name(), row.phase(), row.parameters(), row.outputs(), row.artifacts()))
                        .toList());
    }
}
