package io.tiphys.client;

import static io.tiphys.client.ClientFixture.change;
import static io.tiphys.client.ClientFixture.problem;
import static io.tiphys.client.TiphysClientTest.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.client.workflow.BatchOutput;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.client.workflow.LogLine;
import io.tiphys.client.workflow.LogOptions;
import io.tiphys.client.workflow.Workflow;
import io.tiphys.client.workflow.WorkflowChange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EventStreamsTest {
    private static final String END = "event: end\ndata: {}\n\n";

    private final GatewayScript gateway = new GatewayScript();
    private final TiphysClient client =
            ClientFixture.builder(gateway).streamSilence(Duration.ofSeconds(1)).build();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void tellsWhatHappensUntilTheEnd() throws InterruptedException {
        gateway.events(": heartbeat\n\n" + change("ADDED", "Running", "1") + ":\n\n"
                + "event: something-new\ndata: x\n\n" + change("ENCHANTED", "Succeeded", "2") + END);

        try (EventIterator<WorkflowChange> changes = client.watch("hello")) {
            assertThat(changes.next().type()).isEqualTo(WorkflowChange.Type.ADDED);
            WorkflowChange last = changes.next();
            assertThat(last.type()).isEqualTo(WorkflowChange.Type.UNKNOWN);
            assertThat(last.workflow().succeeded()).isTrue();
            assertThat(changes.hasNext()).isFalse();
            assertThat(changes.hasNext()).isFalse();
        }
        assertThat(gateway.request().path()).isEqualTo("/v1/environments/lab/namespaces/science/workflows/hello:watch");
    }

    @Test
    void goesOnAfterTheLastEventWhenTheConnectionBreaks() throws InterruptedException {
        gateway.eventsAndBreak(change("ADDED", "Running", "41"))
                .problem(503, problem("ARGO_UNAVAILABLE", 503, true))
                .events(change("MODIFIED", "Running", "42"))
                .events(END);

        try (EventIterator<WorkflowChange> changes = client.watchAll(Optional.of("a=b"))) {
            assertThat(changes.next().workflow().resourceVersion()).isEqualTo("41");
            assertThat(changes.next().workflow().resourceVersion()).isEqualTo("42");
            assertThat(changes.hasNext()).isFalse();
        }

        GatewayScript.Request first = gateway.request();
        assertThat(first.path())
                .isEqualTo("/v1/environments/lab/namespaces/science/workflows:watch?labelSelector=a%3Db");
        assertThat(first.lastEventId()).isEmpty();
        assertThat(gateway.request().lastEventId()).contains("41");
        assertThat(gateway.request().lastEventId()).contains("41");
        assertThat(gateway.request().lastEventId()).contains("42");
    }

    @Test
    void goesOnWhenTheConnectionIsSilentForTooLong() throws InterruptedException {
        gateway.eventsAndSilence(change("ADDED", "Running", "41")).events(END);

        try (EventIterator<WorkflowChange> changes = client.watch("hello")) {
            changes.next();
            assertThat(changes.hasNext()).isFalse();
        }

        gateway.request();
        assertThat(gateway.request().lastEventId()).contains("41");
    }

    @Test
    void tellsWhyTheGatewayEndsTheStream() {
        gateway.events(change("ADDED", "Running", "1") + "event: error\ndata: " + problem("WATCH_EXPIRED", 409, false)
                + "\n\n");

        try (EventIterator<WorkflowChange> changes = client.watch("hello")) {
            changes.next();
            TiphysException failure = failureOf(changes::next);

            assertThat(failure.reason()).isEqualTo(Reason.WATCH_EXPIRED);
            assertThat(failure.status()).isEqualTo(409);
            assertThat(changes.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"READER_TOO_SLOW, 429", "GATEWAY_STOPPING, 503"})
    void goesOnBehindWhatItHasSeenWhereTheStreamAloneHasEnded(String reason, int status) throws InterruptedException {
        gateway.events(change("ADDED", "Running", "41") + "event: error\ndata: " + problem(reason, status, true)
                        + "\n\n")
                .events(change("MODIFIED", "Succeeded", "42") + END);

        try (EventIterator<WorkflowChange> changes = client.watch("hello")) {
            changes.next();
            assertThat(changes.next().type()).isEqualTo(WorkflowChange.Type.MODIFIED);
            assertThat(changes.hasNext()).isFalse();
        }

        gateway.request();
        assertThat(gateway.request().lastEventId()).contains("41");
    }

    @Test
    void tellsWhyAStreamCannotBeOpened() {
        gateway.problem(404, problem("WORKFLOW_NOT_FOUND", 404, false));

        TiphysException failure = failureOf(() -> client.watch("hello"));

        assertThat(failure.reason()).isEqualTo(Reason.WORKFLOW_NOT_FOUND);
        assertThat(failure.instanceId()).isEqualTo("instance-7");
    }

    @Test
    void readsLogLines() throws InterruptedException {
        gateway.events("event: line\ndata: {\"podName\":\"p\",\"content\":\"Grüße: \\\"1\\\"\"}\n\n" + END);

        try (EventIterator<LogLine> lines = client.logs(
                "hello",
                new LogOptions(true, Optional.of("p"), Optional.of("wait"), OptionalLong.of(3), Optional.of("G.*")))) {
            assertThat(lines.next()).isEqualTo(new LogLine("p", "Grüße: \"1\""));
            assertThat(lines.hasNext()).isFalse();
        }

        assertThat(gateway.request().path())
                .endsWith("/hello/logs?follow=true&podName=p&container=wait&tailLines=3&grep=G.*");
    }

    @Test
    void doesNotTellLogLinesTwice() throws InterruptedException {
        gateway.eventsAndBreak("event: line\ndata: {\"podName\":\"p\",\"content\":\"1\"}\n\n");

        try (EventIterator<LogLine> lines = client.logs("hello", LogOptions.following())) {
            lines.next();
            TiphysException failure = failureOf(lines::next);

            assertThat(failure.reason()).isEqualTo(Reason.GATEWAY_UNREACHABLE);
        }
        gateway.request();
        assertThat(gateway.requestsLeft()).isZero();
    }

    @Test
    void endsAWaitingReaderWhenItIsClosed() throws Exception {
        gateway.eventsAndSilence(change("ADDED", "Running", "1"));
        var waiting = new CountDownLatch(1);
        EventIterator<WorkflowChange> changes =
                ClientFixture.builder(gateway).build().watch("hello");
        changes.next();
        CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(() -> {
            waiting.countDown();
            return changes.hasNext();
        });
        waiting.await();

        changes.close();

        assertThat(more.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void endsOpenStreamsWithTheClient() throws Exception {
        gateway.eventsAndSilence(change("ADDED", "Running", "1"));
        TiphysClient patient = ClientFixture.builder(gateway).build();
        EventIterator<WorkflowChange> changes = patient.watch("hello");
        changes.next();

        patient.close();

        assertThat(changes.hasNext()).isFalse();
    }

    @Test
    void waitsUntilAWorkflowHasEnded() throws InterruptedException {
        gateway.eventsAndBreak(change("ADDED", "Running", "1"))
                .problem(409, problem("WATCH_EXPIRED", 409, false))
                .events(change("ADDED", "Running", "8") + change("MODIFIED", "Failed", "9") + END);

        Workflow ended = client.waitForCompletion("hello", Duration.ofSeconds(30));

        assertThat(ended.phase()).isEqualTo("Failed");
        assertThat(ended.succeeded()).isFalse();
    }

    @Test
    void waitsNoLongerThanItMay() {
        gateway.eventsAndSilence(change("ADDED", "Running", "1"));

        TiphysException failure = failureOf(() -> client.waitForCompletion("hello", Duration.ofMillis(300)));

        assertThat(failure.reason()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    }

    @Test
    void saysWhenTheWorkflowIsDeletedMeanwhile() {
        gateway.events(change("ADDED", "Running", "1") + change("DELETED", "Running", "2") + END);

        TiphysException failure = failureOf(() -> client.waitForCompletion("hello", Duration.ofSeconds(30)));

        assertThat(failure.reason()).isEqualTo(Reason.WORKFLOW_NOT_FOUND);
    }

    @Test
    void readsTheTableOfABatchBehindTheWhiteSpaceOfTheWait() throws InterruptedException {
        gateway.json(
                200,
                "\n\n{\"batchId\":\"b\",\"rows\":[{\"index\":4,\"name\":\"w\",\"phase\":\"Succeeded\","
                        + "\"parameters\":{\"x\":\"1\"},\"outputs\":{\"y\":\"2\"},\"artifacts\":{\"z\":\"/argo/z\"}}]}");

        assertThat(client.batchOutputs("b", true))
                .containsExactly(new BatchOutput(
                        4, "w", "Succeeded", Map.of("x", "1"), Map.of("y", "2"), Map.of("z", "/argo/z")));
        assertThat(gateway.request().path())
                .isEqualTo("/v1/environments/lab/namespaces/science/batches/b/outputs?wait=true");
    }

    @Test
    void throwsTheProblemThatComesInPlaceOfTheTable() {
        gateway.json(200, "\n" + problem("ARGO_UNAVAILABLE", 503, true));

        TiphysException failure = failureOf(() -> client.batchOutputs("b", false));

        assertThat(failure.reason()).isEqualTo(Reason.ARGO_UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void aTableThatIsCutIsAFailureOfTheConnection() {
        gateway.json(200, "\n{\"batchId\":\"b\",\"rows\":[{\"index\":4,");

        assertThat(failureOf(() -> client.batchOutputs("b", false)).reason()).isEqualTo(Reason.GATEWAY_UNREACHABLE);
    }
}
