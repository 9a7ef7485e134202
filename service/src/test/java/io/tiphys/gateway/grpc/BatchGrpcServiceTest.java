package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.v1.BatchHeader;
import io.tiphys.v1.BatchItem;
import io.tiphys.v1.BatchOutcome;
import io.tiphys.v1.BatchResult;
import io.tiphys.v1.BatchServiceGrpc;
import io.tiphys.v1.BatchSweep;
import io.tiphys.v1.PreviewBatchRequest;
import io.tiphys.v1.SubmitBatchRequest;
import io.tiphys.v1.SubmitBatchResponse;
import io.tiphys.v1.SweepColumn;
import io.tiphys.v1.SweepColumns;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatchGrpcServiceTest {
    private static final ByteString WORKFLOW = ByteString.copyFromUtf8("""
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow","metadata":{"generateName":"a-"},
             "spec":{"entrypoint":"m","arguments":{"parameters":[{"name":"x","value":"0"}]},
             "templates":[{"name":"m","container":{"image":"i"}}]}}""");

    private final GrpcApiUnderTest door = new GrpcApiUnderTest(TestEnvironments.wideLimits());
    private final Answers answers = new Answers();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void answersAnItemBeforeTheNextOneGoesIn() throws InterruptedException {
        StreamObserver<SubmitBatchRequest> items = call();
        items.onNext(header(BatchHeader.newBuilder().setNamespace("science").setBatchId("b")));
        items.onNext(item(BatchItem.newBuilder().setWorkflow(WORKFLOW)));

        assertThat(answers.next().getAccepted().getBatchId()).isEqualTo("b");
        assertThat(answers.next().getResult().getOutcome()).isEqualTo(BatchOutcome.BATCH_OUTCOME_CREATED);

        items.onNext(item(
                BatchItem.newBuilder().setWorkflow(ByteString.copyFromUtf8("{")).setIndex(9)));
        BatchResult refused = answers.next().getResult();
        assertThat(refused.getIndex()).isEqualTo(9);
        assertThat(refused.getProblem().getReason()).isEqualTo("WORKFLOW_MALFORMED");
        items.onCompleted();
        assertThat(answers.next().getSummary().getCreated()).isEqualTo(1);
        assertThat(answers.end()).isEmpty();
    }

    @Test
    void runsASweepOfTheHeader() throws InterruptedException {
        call().onNext(header(sweep()));

        answers.next();
        assertThat(List.of(answers.next().getResult(), answers.next().getResult()))
                .extracting(result -> result.getParametersMap().get("x"))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(answers.next().getSummary().getComplete()).isTrue();
    }

    @Test
    void previewsASweep() {
        var preview = GrpcApiUnderTest.authorized(BatchServiceGrpc.newBlockingStub(door.channel))
                .previewBatch(
                        PreviewBatchRequest.newBuilder().setHeader(sweep()).build());

        assertThat(preview.getCount()).isEqualTo(2);
        assertThat(preview.getCost().getPods().getLeast()).isEqualTo(2);
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void needsAHeaderFirst() throws InterruptedException {
        call().onNext(item(BatchItem.newBuilder().setWorkflow(WORKFLOW)));

        assertThat(answers.end())
                .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("header"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\nb", "\u00fc", " edge", "LONG"})
    void refusesAKeyThatIsNoneAndNeverRepeatsIt(String key) throws InterruptedException {
        String text = key.equals("LONG") ? "k".repeat(256) : key;
        StreamObserver<SubmitBatchRequest> items = call();
        items.onNext(header(BatchHeader.newBuilder().setNamespace("science").setRequestId(text)));

        assertThat(answers.end())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .hasMessageContaining("An idempotency key must")
                        .hasMessageNotContaining(text));
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void saysHowManyItemsATooLargeGridHasAndCreatesNothing() throws InterruptedException {
        SweepColumn.Builder column = SweepColumn.newBuilder().addAllValues(Collections.nCopies(101, "1"));
        SweepColumns.Builder columns = SweepColumns.newBuilder()
                .addColumns(column.setName("x").build())
                .addColumns(column.setName("y").build());

        assertRefused(BatchSweep.newBuilder().setGrid(columns), "at most 10000 workflows; this one has 10201");
    }

    @Test
    void namesTheRowAndTheColumnOfATableThatDoesNotFit() throws InterruptedException {
        assertRefused(BatchSweep.newBuilder().setCsv("x,y\n1,2\n3\n"), "Row 1 (line 3) has no column 'y'");
        assertRefused(
                BatchSweep.newBuilder().setJsonl("{\"x\":1}\n{\"x\":1,\"z\":2}"),
                "Row 1 has the column 'z', which the first row does not have");
        assertRefused(BatchSweep.newBuilder().setCsv("x\n\uFFFD"), "'csv' was read with the wrong encoding");
        assertRefused(
                BatchSweep.newBuilder().setJsonl("{\"x\":\"\uFFFD\"}"), "'jsonl' was read with the wrong encoding");
    }

    private void assertRefused(BatchSweep.Builder sweep, String message) throws InterruptedException {
        call().onNext(header(BatchHeader.newBuilder()
                .setNamespace("science")
                .setBatchId("b")
                .setSweep(sweep.setWorkflow(WORKFLOW))));

        assertThat(answers.end())
                .hasValueSatisfying(failure ->
                        assertThat(failure).hasMessageContaining(message).hasMessageContaining("Nothing was created"));
        assertThat(door.core.argo.asked).isEmpty();
    }

    @Test
    void doesTheRestOfABatchWhoseCallerWentAwayInTheMiddle() throws InterruptedException {
        StreamObserver<SubmitBatchRequest> items = call();
        items.onNext(header(BatchHeader.newBuilder().setNamespace("science").setBatchId("b")));
        items.onNext(item(BatchItem.newBuilder().setWorkflow(WORKFLOW)));
        assertThat(answers.next().hasAccepted()).isTrue();
        assertThat(answers.next().getResult().getOutcome()).isEqualTo(BatchOutcome.BATCH_OUTCOME_CREATED);
        items.onError(new IllegalStateException("the caller goes away"));
        assertThat(answers.end()).isPresent();

        StreamObserver<SubmitBatchRequest> again = call();
        again.onNext(header(BatchHeader.newBuilder().setNamespace("science").setBatchId("b")));
        again.onNext(item(BatchItem.newBuilder().setWorkflow(WORKFLOW)));
        again.onNext(item(BatchItem.newBuilder().setWorkflow(WORKFLOW)));
        again.onCompleted();

        answers.next();
        assertThat(List.of(answers.next().getResult(), answers.next().getResult()))
                .extracting(BatchResult::getIndex, BatchResult::getOutcome)
                .containsExactlyInAnyOrder(
                        tuple(0, BatchOutcome.BATCH_OUTCOME_REPLAYED), tuple(1, BatchOutcome.BATCH_OUTCOME_CREATED));
        assertThat(answers.next().getSummary().getComplete()).isTrue();
    }

    private static BatchHeader.Builder sweep() {
        SweepColumns columns = SweepColumns.newBuilder()
                .addColumns(SweepColumn.newBuilder().setName("x").addValues("1").addValues("2"))
                .build();
        return BatchHeader.newBuilder()
                .setNamespace("science")
                .setRequestId("b")
                .setSweep(BatchSweep.newBuilder().setWorkflow(WORKFLOW).setGrid(columns));
    }

    private StreamObserver<SubmitBatchRequest> call() {
        return GrpcApiUnderTest.authorized(BatchServiceGrpc.newStub(door.channel))
                .submitBatch(answers);
    }

    private static SubmitBatchRequest header(BatchHeader.Builder header) {
        return SubmitBatchRequest.newBuilder().setHeader(header).build();
    }

    private static SubmitBatchRequest item(BatchItem.Builder item) {
        return SubmitBatchRequest.newBuilder().setItem(item).build();
    }

    private static final class Answers implements StreamObserver<SubmitBatchResponse> {
        private final BlockingQueue<SubmitBatchResponse> arrived = new LinkedBlockingQueue<>();
        private final BlockingQueue<Optional<Throwable>> ended = new LinkedBlockingQueue<>();

        SubmitBatchResponse next() throws InterruptedException {
            SubmitBatchResponse next = arrived.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("a message; the call ended with " + ended).isNotNull();
            return next;
        }

        Optional<Throwable> end() throws InterruptedException {
            Optional<Throwable> end = ended.poll(20, TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            return end;
        }

        @Override
        public void onNext(SubmitBatchResponse message) {
            arrived.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            ended.add(Optional.of(failure));
        }

        @Override
        public void onCompleted() {
            ended.add(Optional.empty());
        }
    }
}
