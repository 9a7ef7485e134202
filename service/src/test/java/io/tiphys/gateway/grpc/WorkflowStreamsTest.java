package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.FakeArgo;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import io.tiphys.v1.ChangeType;
import io.tiphys.v1.StreamLogsRequest;
import io.tiphys.v1.StreamLogsResponse;
import io.tiphys.v1.WatchWorkflowsRequest;
import io.tiphys.v1.WatchWorkflowsResponse;
import io.tiphys.v1.WorkflowReference;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkflowStreamsTest {
    private final ScriptedStream<WorkflowChange> watch = new ScriptedStream<>();
    private final ScriptedStream<LogLine> log = new ScriptedStream<>();
    private GrpcApiUnderTest door = open(Duration.ofSeconds(30));

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void sendsChangesUntilTheWatchedWorkflowHasEnded() throws InterruptedException {
        watch.item(change(WorkflowChange.Type.ADDED, "Running", "1"))
                .item(change(WorkflowChange.Type.MODIFIED, "Succeeded", "2"));
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();

        door.streams()
                .watchWorkflows(
                        WatchWorkflowsRequest.newBuilder()
                                .setName("hello")
                                .setLabelSelector("a=b")
                                .setResourceVersion("0")
                                .build(),
                        reader);

        assertThat(reader.next().getChange().getType()).isEqualTo(ChangeType.CHANGE_TYPE_ADDED);
        var last = reader.next().getChange();
        assertThat(last.getType()).isEqualTo(ChangeType.CHANGE_TYPE_MODIFIED);
        assertThat(last.getWorkflow().getPhase()).isEqualTo("Succeeded");
        assertThat(reader.end()).isEmpty();
        assertThat(door.core.argo.arguments)
                .contains(new WatchQuery(Optional.of(new WorkflowName("hello")), Optional.of("a=b"), Optional.of("0")));
        assertThat(watch.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void sendsLogLines() throws InterruptedException {
        log.item(new LogLine("pod-1", "Grüße")).end();
        var reader = StreamCollector.<StreamLogsRequest, StreamLogsResponse>eager();

        door.streams()
                .streamLogs(
                        logsOfHello().toBuilder()
                                .setPodName("pod-1")
                                .setTailLines(3)
                                .setGrep("G.*")
                                .setFollow(true)
                                .build(),
                        reader);

        assertThat(reader.next().getLine().getContent()).isEqualTo("Grüße");
        assertThat(reader.end()).isEmpty();
        assertThat(door.core.argo.arguments)
                .contains(new LogQuery(Optional.of("pod-1"), "main", true, OptionalLong.of(3), Optional.of("G.*")));
    }

    @Test
    void sendsHeartbeatsWhileNothingHappens() throws InterruptedException {
        door.close();
        door = open(Duration.ofMillis(50));
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();

        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);

        assertThat(reader.next().hasHeartbeat()).isTrue();
        assertThat(reader.next().hasHeartbeat()).isTrue();
    }

    @Test
    void sendsHeadersAsSoonAsTheStreamIsOpen() throws InterruptedException {
        var arrived = new CountDownLatch(1);
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();

        door.streams()
                .withInterceptors(new HeaderLatch(arrived))
                .watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);

        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.pulled).hasValue(0);
    }

    @Test
    void closesTheUpstreamWhenTheCallerCancels() throws InterruptedException {
        watch.item(change(WorkflowChange.Type.ADDED, "Running", "1"));
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();
        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);
        reader.next();

        reader.call().cancel("enough", null);

        assertThat(watch.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsReadersThatTheGatewayStops() throws InterruptedException {
        watch.item(change(WorkflowChange.Type.ADDED, "Running", "1"));
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();
        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);
        reader.next();

        door.core.openStreams.stop();

        assertThat(Status.fromThrowable(reader.end().orElseThrow()).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(watch.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesTheUpstreamWhenTheDeadlinePasses() throws InterruptedException {
        var reader = StreamCollector.<StreamLogsRequest, StreamLogsResponse>eager();

        door.streams().withDeadlineAfter(500, TimeUnit.MILLISECONDS).streamLogs(logsOfHello(), reader);

        assertThat(Status.fromThrowable(reader.end().orElseThrow()).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(log.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesTheUpstreamWhenTheConnectionBreaks() throws InterruptedException {
        watch.item(change(WorkflowChange.Type.ADDED, "Running", "1"));
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();
        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);
        reader.next();

        door.channel.shutdownNow();

        assertThat(watch.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptsAnOpeningThatNobodyWaitsForAnyMore() throws InterruptedException {
        var opening = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        door.core.argo.before = () -> {
            opening.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "cancelled"), e);
            }
        };
        var reader = StreamCollector.<StreamLogsRequest, StreamLogsResponse>eager();
        door.streams().streamLogs(logsOfHello(), reader);
        assertThat(opening.await(10, TimeUnit.SECONDS)).isTrue();

        reader.call().cancel("enough", null);

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void pullsNoFasterThanASlowReaderReads() throws InterruptedException {
        int events = 200;
        for (int i = 1; i <= events; i++) {
            watch.item(large(i));
        }
        var slow = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>onDemand();
        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), slow);
        slow.next();
        watch.item(change(WorkflowChange.Type.DELETED, "Running", "9999"));
        var other = StreamCollector.<StreamLogsRequest, StreamLogsResponse>eager();
        log.item(new LogLine("pod", "another stream is not held up")).end();
        door.streams().streamLogs(logsOfHello(), other);
        assertThat(other.next().getLine().getPodName()).isEqualTo("pod");

        int ahead = watch.pulled.get();
        assertThat(ahead).as("pulled ahead of the reader").isLessThan(100);
        for (int i = 2; i <= events; i++) {
            assertThat(slow.next().getChange().getWorkflow().getResourceVersion())
                    .isEqualTo(Integer.toString(i));
        }
        assertThat(slow.next().getChange().getType()).isEqualTo(ChangeType.CHANGE_TYPE_DELETED);
    }

    @Test
    void endsWithTheReasonWhenTheStreamBreaks() throws InterruptedException {
        watch.item(change(WorkflowChange.Type.ADDED, "Running", "1"))
                .fail(new GatewayException(Problem.of(ErrorReason.WATCH_EXPIRED, "Too old.")));
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();

        door.streams().watchWorkflows(WatchWorkflowsRequest.getDefaultInstance(), reader);

        reader.next();
        assertThat(StatusReader.problem(reader.end().orElseThrow()).reason()).isEqualTo(ErrorReason.WATCH_EXPIRED);
        assertThat(watch.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsWithTheReasonWhenTheStreamCannotBeOpened() {
        var reader = StreamCollector.<WatchWorkflowsRequest, WatchWorkflowsResponse>eager();

        door.streams()
                .watchWorkflows(
                        WatchWorkflowsRequest.newBuilder().setName("absent").build(), reader);

        assertThat(StatusReader.problem(reader.end().orElseThrow()).reason()).isEqualTo(ErrorReason.WORKFLOW_NOT_FOUND);
    }

    @Test
    void refusesANegativeNumberOfLines() {
        var reader = StreamCollector.<StreamLogsRequest, StreamLogsResponse>eager();

        door.streams().streamLogs(logsOfHello().toBuilder().setTailLines(-1).build(), reader);

        assertThat(StatusReader.problem(reader.end().orElseThrow()).reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
    }

    private GrpcApiUnderTest open(Duration heartbeat) {
        var opened = new GrpcApiUnderTest(TestEnvironments.limits(Duration.ofSeconds(30), heartbeat));
        opened.core.argo.holds(FakeArgo.workflow("hello", "Running", "1"));
        opened.core.argo.watches.add(watch);
        opened.core.argo.logs.add(log);
        return opened;
    }

    private static StreamLogsRequest logsOfHello() {
        return StreamLogsRequest.newBuilder()
                .setWorkflow(WorkflowReference.newBuilder().setName("hello"))
                .build();
    }

    private static WorkflowChange change(WorkflowChange.Type type, String phase, String version) {
        return new WorkflowChange(type, FakeArgo.workflow("hello", phase, version));
    }

    /** An event of 100 kB, so that a few fill what the transport holds. */
    private static WorkflowChange large(int version) {
        var summary = new WorkflowSummary("science", "hello", "", Integer.toString(version), "Running", "", "", "");
        return new WorkflowChange(WorkflowChange.Type.MODIFIED, new WorkflowObject(summary, new byte[100_000]));
    }
}
