package io.tiphys.gateway.contract;

import io.micronaut.context.ApplicationContext;
import io.tiphys.gateway.batch.BatchCommand;
import io.tiphys.gateway.batch.BatchContent;
import io.tiphys.gateway.batch.SubmitBatch;
import io.tiphys.gateway.batch.bulk.BulkEvent;
import io.tiphys.gateway.batch.bulk.BulkEvent.Changed;
import io.tiphys.gateway.batch.bulk.BulkVerb;
import io.tiphys.gateway.batch.bulk.ChangeWorkflows;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.ListedItems;
import io.tiphys.gateway.batch.progress.CollectOutputs;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.InJvmDriver.Pulled;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.workflow.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The use cases of batches. */
record InJvmBatches(InJvmDriver driver, ApplicationContext beans) implements BatchDriver {
    @Override
    public Map<Integer, String> submit(Call call, String batchId, List<String> documents) {
        List<BatchItem> items = new ArrayList<>();
        documents.forEach(document ->
                items.add(BatchItem.of(items.size(), document.getBytes(StandardCharsets.UTF_8), Optional.empty())));
        BatchContent content = new BatchContent.Items(ListedItems.of(items, () -> {}));
        Map<Integer, String> outcomes = new TreeMap<>();
        for (BatchEvent event : all(() -> beans.getBean(SubmitBatch.class)
                .open(
                        driver.callContext(call),
                        namespace(call),
                        () -> new BatchCommand(InJvmDriver.keys(call), Optional.of(batchId), content, false)))) {
            if (event instanceof ItemResult result) {
                outcomes.put(result.index(), result.outcome().name().toLowerCase(Locale.ROOT));
            }
        }
        return outcomes;
    }

    @Override
    public List<OutputView> outputs(Call call, String batchId, boolean wait) {
        return all(() -> beans.getBean(CollectOutputs.class)
                        .rows(driver.callContext(call), namespace(call), batchId, wait))
                .stream()
                .map(row -> new OutputView(
                        row.index(), row.name(), row.phase(), row.parameters(), row.outputs(), row.artifacts()))
                .toList();
    }

    @Override
    public RetriedView retry(Call call, String batchId) {
        Map<String, String> outcomes = new TreeMap<>();
        for (BulkEvent event : all(() -> beans.getBean(ChangeWorkflows.class)
                .open(
                        driver.callContext(call),
                        namespace(call),
                        Selection.ofBatch(batchId),
                        BulkVerb.RETRY,
                        false,
                        InJvmDriver.keys(call)))) {
            if (event instanceof Changed changed) {
                outcomes.put(changed.name(), changed.outcome().name().toLowerCase(Locale.ROOT));
            }
        }
        return new RetriedView(outcomes);
    }

    private static <T> List<T> all(Supplier<EventStream<T>> opener) {
        List<T> all = new ArrayList<>();
        try (Pulled<T, T> pulled = new Pulled<>(InJvmDriver.answer(opener), one -> one)) {
            for (Optional<T> next = pulled.next(); next.isPresent(); next = pulled.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static Namespace namespace(Call call) {
        return new Namespace(call.namespace().orElseThrow());
    }
}
