package io.tiphys.gateway.batch;

import static io.tiphys.gateway.batch.BatchOnFakes.WORKFLOW;
import static io.tiphys.gateway.batch.BatchOnFakes.interruption;
import static io.tiphys.gateway.batch.BatchOnFakes.items;
import static io.tiphys.gateway.batch.BatchOnFakes.outcomes;
import static io.tiphys.gateway.batch.BatchOnFakes.results;
import static io.tiphys.gateway.batch.BatchOnFakes.summary;
import static io.tiphys.gateway.batch.BatchOnFakes.sweep;
import static io.tiphys.gateway.batch.item.ItemOutcome.CREATED;
import static io.tiphys.gateway.batch.item.ItemOutcome.FAILED;
import static io.tiphys.gateway.batch.item.ItemOutcome.REFUSED;
import static io.tiphys.gateway.batch.item.ItemOutcome.REPLAYED;
import static io.tiphys.gateway.batch.item.ItemOutcome.SKIPPED;
import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.batch.BatchContent.Items;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.batch.item.BatchEvent.Accepted;
import io.tiphys.gateway.batch.item.BatchEvent.ItemResult;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.workflow.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubmitBatchTest {
    private static final String BROKEN = WORKFLOW.replace("\"main\",\"arguments\"", "\"other\",\"arguments\"");

    private final BatchOnFakes batches = new BatchOnFakes();

    @Test
    void createsEachItemWithItsLabelsAndEndsWithASummary() {
        List<BatchEvent> events = batches.run("nightly", items(40), false);

        assertThat(events.getFirst()).isEqualTo(new Accepted("nightly"));
        assertThat(outcomes(events)).hasSize(40).containsOnly(CREATED);
        assertThat(results(events)).extracting(ItemResult::name).doesNotHaveDuplicates();
        assertThat(summary(events).complete()).isTrue();
        assertThat(batches.core.argo.arguments.getFirst().toString())
                .contains("\"tiphys.io/batch\":\"nightly\"", "\"tiphys.io/batch-index\":");
        assertThat(batches.asked("list")).isZero();
    }

    @Test
    void repeatsNothingWhenItIsSentAgain() {
        BatchOnFakes oneByOne = new BatchOnFakes(TestEnvironments.withFewCalls("lab"));
        List<BatchEvent> first = oneByOne.run("nightly", items(40), false);

        List<BatchEvent> second = oneByOne.run("nightly", items(50), false);

        assertThat(outcomes(second).subList(0, 40)).containsOnly(REPLAYED);
        assertThat(outcomes(second).subList(40, 50)).containsOnly(CREATED);
        assertThat(results(second).subList(0, 40))
                .extracting(ItemResult::name)
                .isEqualTo(results(first).stream().map(ItemResult::name).toList());
        assertThat(oneByOne.asked("list")).isEqualTo(1);
        assertThat(oneByOne.asked("find")).isEqualTo(1);
    }

    @Test
    void readsItemByItemForACallerWhoMayNotList() {
        batches.run("nightly", items(20), false);
        batches.core.rights.decideReview(
                review -> review.check().verb().equals("list") ? new Denied("no") : new Allowed());

        assertThat(outcomes(batches.run("nightly", items(20), false))).containsOnly(REPLAYED);
    }

    @Test
    void givesAnotherBatchWorkflowsOfItsOwn() {
        batches.run("nightly", items(3), false);

        assertThat(outcomes(batches.run("weekly", items(3), false))).containsOnly(CREATED);
    }

    @Test
    void goesOnAfterARefusedItem() {
        List<BatchEvent> events = batches.run("nightly", items(WORKFLOW, BROKEN, "{", WORKFLOW), false);

        assertThat(outcomes(events)).containsExactly(CREATED, REFUSED, REFUSED, CREATED);
        assertThat(results(events).get(1).problem().orElseThrow().reason()).isEqualTo(ErrorReason.WORKFLOW_INVALID);
        assertThat(summary(events).complete()).isFalse();
    }

    @Test
    void refusesTheSameIndexWithAnotherDocument() {
        batches.run("nightly", items(WORKFLOW), false);

        List<BatchEvent> events = batches.run("nightly", items(WORKFLOW.replace("busybox", "alpine")), false);

        assertThat(results(events).getFirst().problem().orElseThrow().reason())
                .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void skipsTheRestAfterTheFirstErrorWhenAsked() {
        String[] documents = new String[100];
        Arrays.fill(documents, WORKFLOW);
        documents[0] = BROKEN;

        List<BatchEvent> events = batches.run("nightly", items(documents), true);

        assertThat(outcomes(events)).hasSize(100).contains(REFUSED, SKIPPED);
        assertThat(batches.asked("create")).isLessThan(100);
    }

    @Test
    void stopsWhenTheArgoServerIsAway() {
        batches.core.argo.before = () -> {
            throw new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "It is away."));
        };

        List<BatchEvent> events = batches.run("nightly", items(200), false);

        assertThat(outcomes(events)).hasSize(200).contains(FAILED, SKIPPED).doesNotContain(REFUSED);
        assertThat(batches.asked("create")).isLessThan(200);
    }

    @Test
    void waitsForAPermitInsteadOfFailing() {
        AtomicBoolean full = new AtomicBoolean(true);
        batches.core.argo.before = () -> {
            if (full.getAndSet(false)) {
                throw new GatewayException(Problem.of(ErrorReason.TOO_MANY_CALLS, "It is full."));
            }
        };

        assertThat(outcomes(batches.run("nightly", items(2), false))).containsOnly(CREATED);
    }

    @Test
    void usesAQuarterOfTheCallersShare() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        batches.core.argo.before = () -> most.accumulateAndGet(now.incrementAndGet(), Math::max);
        batches.core.argo.after = now::decrementAndGet;

        batches.run("nightly", items(300), false);

        assertThat(most.get()).isBetween(2, 16);
    }

    @Test
    void validatesOneDocumentOfASweepAndSetsItsParameters() {
        List<BatchEvent> events = batches.run("nightly", sweep("{\"grid\":{\"x\":[0,1,2]}}"), false);

        assertThat(outcomes(events)).containsExactly(CREATED, CREATED, CREATED);
        assertThat(results(events))
                .extracting(ItemResult::parameters)
                .containsExactly(Map.of("x", "0"), Map.of("x", "1"), Map.of("x", "2"));
        assertThat(batches.core.argo.arguments.toString())
                .contains("\"enum\":[\"0\",\"1\",\"2\"],\"value\":\"2\"}")
                .contains("\"tiphys.io/batch-index\":\"2\"");
    }

    @Test
    void refusesASweepBeforeAnythingIsCreated() {
        problemOf(ErrorReason.REQUEST_INVALID, () -> batches.run("n", sweep("{\"grid\":{\"y\":[1]}}"), false));
        problemOf(ErrorReason.REQUEST_INVALID, () -> batches.run("n", sweep("{\"grid\":{\"x\":[1,7]}}"), false));
        problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> batches.run(
                        "n", sweep(WORKFLOW.replace("generateName", "name"), "{\"grid\":{\"x\":[1]}}"), false));
        problemOf(ErrorReason.WORKFLOW_INVALID, () -> batches.run("n", sweep(BROKEN, "{\"grid\":{\"x\":[1]}}"), false));

        assertThat(batches.core.argo.asked).isEmpty();
    }

    @Test
    void needsAKey() {
        Problem problem = problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> batches.core.submitBatch.open(
                        batches.core.callContext("adas"),
                        new Namespace("science"),
                        () -> new BatchCommand(GivenKeys.NONE, Optional.empty(), items(1), false)));

        assertThat(problem.detail()).contains("Idempotency-Key", "batchId");
    }

    @Test
    void derivesALabelFromAKeyThatIsNone() {
        List<BatchEvent> events = new ArrayList<>();
        var stream = batches.core.submitBatch.open(
                batches.core.callContext("adas"),
                new Namespace("science"),
                () -> new BatchCommand(
                        GivenKeys.NONE.withHeader(List.of("a key: with blanks")), Optional.empty(), items(1), false));
        if (stream.next(Duration.ofSeconds(10)) instanceof EventStream.Item<BatchEvent>(var event)) {
            events.add(event);
        }

        assertThat(((Accepted) events.getFirst()).batchId()).matches("b-[a-z2-7]{20}");
        problemOf(ErrorReason.REQUEST_INVALID, () -> batches.run("a key: with blanks", items(1), false));
        problemOf(ErrorReason.REQUEST_INVALID, () -> batches.run("-a", items(1), false));
    }

    @Test
    void readsNoBodyOfACallerWhoMayNotCreate() {
        batches.core.rights.decideReview(
                review -> review.check().verb().equals("create") ? new Denied("no") : new Allowed());
        AtomicBoolean read = new AtomicBoolean();

        problemOf(
                ErrorReason.ACCESS_DENIED,
                () -> batches.core.submitBatch.open(batches.core.callContext("adas"), new Namespace("science"), () -> {
                    read.set(true);
                    return BatchOnFakes.command("nightly", items(1), false);
                }));

        assertThat(read).isFalse();
    }

    @Test
    void reportsWhatWasCompleteWhenTheSourceBreaks() {
        List<BatchEvent> events = batches.run("nightly", new Items(new Breaking(3)), false);

        assertThat(outcomes(events)).containsExactly(CREATED, CREATED, CREATED);
        assertThat(interruption(events).resumeFrom()).isEqualTo(3);
        assertThat(summary(events).complete()).isFalse();
    }

    @Test
    void previewsAndCreatesNothing() {
        BatchPreview preview = batches.preview("nightly", sweep("{\"grid\":{\"x\":[0,1,2]}}"));

        assertThat(batches.core.argo.asked).isEmpty();
        assertThat(preview.count()).isEqualTo(3);
        assertThat(preview.cost().pods().leastWhole()).isEqualTo(3);
        assertThat(preview.cost().memory().leastWhole()).isEqualTo(3L << 30);
        List<BatchEvent> events = batches.run("nightly", sweep("{\"grid\":{\"x\":[0,1,2]}}"), false);
        assertThat(preview.first())
                .extracting(BatchPreview.PreviewedItem::name)
                .isEqualTo(results(events).stream().map(ItemResult::name).toList());
    }

    /** Breaks after some items. */
    private static final class Breaking implements BatchSource {
        private final int whole;
        private int next;

        Breaking(int whole) {
            this.whole = whole;
        }

        @Override
        public Optional<BatchItem> next() {
            if (next == whole) {
                throw new GatewayException(Problem.of(ErrorReason.REQUEST_STALLED, "It stands still."));
            }
            return Optional.of(BatchItem.of(next++, WORKFLOW.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        }

        @Override
        public int nextIndex() {
            return next;
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public void close() {}
    }
}
