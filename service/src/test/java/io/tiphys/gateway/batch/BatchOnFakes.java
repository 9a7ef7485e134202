package io.tiphys.gateway.batch;

import io.tiphys.gateway.batch.BatchContent.Items;
import io.tiphys.gateway.batch.BatchContent.Swept;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchEvent.Interruption;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchEvent.Summary;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.ItemOutcome;
import io.tiphys.gateway.batch.item.ListedItems;
import io.tiphys.gateway.batch.sweep.SweepReader;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.workflow.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Batches over the real core on fakes of its ports. */
final class BatchOnFakes {
    static final String WORKFLOW = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"sweep-"},
             "spec":{"entrypoint":"main","arguments":{"parameters":[{"name":"x","value":"0","enum":["0","1","2"]}]},
             "templates":[{"name":"main","container":{"image":"busybox","args":["{{workflow.parameters.x}}"],
             "resources":{"requests":{"cpu":"500m","memory":"1Gi"}}}}]}}""";

    final CoreOnFakes core;

    BatchOnFakes() {
        this(TestEnvironments.inMode("lab", TestEnvironments.tokenRequest()));
    }

    BatchOnFakes(SubmissionEnvironment environment) {
        core = new CoreOnFakes(environment, new TestTime());
        core.tokens.knows("adas", "ada");
    }

    List<BatchEvent> run(String batchId, BatchContent content, boolean stop) {
        EventStream<BatchEvent> stream = core.submitBatch.open(
                core.callContext("adas"), new Namespace("science"), () -> command(batchId, content, stop));
        List<BatchEvent> events = new ArrayList<>();
        while (true) {
            switch (stream.next(Duration.ofSeconds(20))) {
                case EventStream.Item<BatchEvent>(BatchEvent event) -> events.add(event);
                case EventStream.Silence<BatchEvent> silence -> throw new AssertionError("no event after " + events);
                case EventStream.End<BatchEvent> end -> {
                    stream.close();
                    return events;
                }
            }
        }
    }

    BatchPreview preview(String batchId, BatchContent content) {
        return core.previewBatch.preview(
                core.callContext("adas"), new Namespace("science"), () -> command(batchId, content, false));
    }

    static BatchCommand command(String batchId, BatchContent content, boolean stop) {
        return new BatchCommand(GivenKeys.NONE, Optional.of(batchId), content, stop);
    }

    static BatchContent items(int count) {
        return items(IntStream.range(0, count).mapToObj(any -> WORKFLOW).toArray(String[]::new));
    }

    static BatchContent items(String... documents) {
        List<BatchItem> items = new ArrayList<>();
        for (String document : documents) {
            items.add(BatchItem.of(items.size(), document.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        }
        return new Items(ListedItems.of(items, () -> {}));
    }

    static BatchContent sweep(String json) {
        return sweep(WORKFLOW, json);
    }

    static BatchContent sweep(String workflow, String json) {
        return new Swept(
                workflow.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                SweepReader.read(json.getBytes(StandardCharsets.UTF_8)),
                () -> {});
    }

    /** The results in the order of their items. */
    static List<ItemResult> results(List<BatchEvent> events) {
        return events.stream()
                .filter(ItemResult.class::isInstance)
                .map(ItemResult.class::cast)
                .sorted(Comparator.comparing(ItemResult::index))
                .toList();
    }

    static List<ItemOutcome> outcomes(List<BatchEvent> events) {
        return results(events).stream().map(ItemResult::outcome).toList();
    }

    static Summary summary(List<BatchEvent> events) {
        return (Summary) events.getLast();
    }

    static Interruption interruption(List<BatchEvent> events) {
        return (Interruption) events.get(events.size() - 2);
    }

    /** How often the Argo Server was asked this. */
    long asked(String what) {
        return core.argo.asked.stream()
                .filter(one -> one.startsWith(what + " "))
                .count();
    }
}
