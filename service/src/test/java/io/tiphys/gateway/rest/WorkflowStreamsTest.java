package io.tiphys.gateway.rest;

import static io.tiphys.gateway.rest.FrameworkErrorsTest.assertProblem;
import static io.tiphys.gateway.rest.RestApiUnderTest.WORKFLOWS;
import static io.tiphys.gateway.rest.RestApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.environment.EnvironmentLimits;
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
import io.tiphys.gateway.lifecycle.stream.WorkflowChange.Type;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkflowStreamsTest {
    private static final String WATCH = WORKFLOWS + ":watch";

    @SuppressWarnings("NullAway.Init") // every test opens it first, with limits of its own
    private RestApiUnderTest door;

    private RestApiUnderTest open(EnvironmentLimits limits) {
        door = new RestApiUnderTest(limits);
        door.core.argo.holds(FakeArgo.workflow("hello", "Running", "7"));
        return door;
    }

    private RestApiUnderTest open() {
        return open(TestEnvironments.wideLimits());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void streamsChangesInOrderWithTheirPlaces() {
        var stream = new ScriptedStream<WorkflowChange>();
        open().core.argo.watches.add(stream);
        stream.item(change(Type.ADDED, "a", "11")).item(change(Type.MODIFIED, "b", "12"));

        try (var reader = new StreamReader(door, door.request(WATCH + "?labelSelector=a%3Db&resourceVersion=5"))) {
            StreamReader.Event first = reader.nextNamed().orElseThrow();
            stream.item(change(Type.DELETED, "a", "13")).end();
            StreamReader.Event second = reader.nextNamed().orElseThrow();
            StreamReader.Event third = reader.nextNamed().orElseThrow();

            assertThat(List.of(first.id(), second.id(), third.id())).containsExactly("11", "12", "13");
            assertThat(List.of(first.name(), second.name(), third.name())).containsOnly("change");
            JsonNode data = json(first.data());
            assertThat(data.get("type").asText()).isEqualTo("ADDED");
            assertThat(data.get("workflow").get("name").asText()).isEqualTo("a");
            assertThat(data.get("workflow")
                            .get("workflow")
                            .get("metadata")
                            .get("name")
                            .asText())
                    .isEqualTo("a");
        }
        assertThat(door.core.argo.arguments)
                .contains(new WatchQuery(Optional.empty(), Optional.of("a=b"), Optional.of("5")));
    }

    @Test
    void tellsTheEnd() {
        var stream = new ScriptedStream<LogLine>()
                .item(new LogLine("pod-1", "hello"))
                .end();
        open().core.argo.logs.add(stream);

        try (var reader = new StreamReader(door, door.request(WORKFLOWS + "/hello/logs"))) {
            assertThat(reader.nextNamed().orElseThrow().data())
                    .isEqualTo("{\"podName\":\"pod-1\",\"content\":\"hello\"}");
            StreamReader.Event end = reader.nextNamed().orElseThrow();
            assertThat(end.name()).isEqualTo("end");
            assertThat(json(end.data()).isObject()).isTrue();
            assertThat(reader.next()).isEmpty();
        }
        assertThat(stream.closed.getCount()).isZero();
    }

    @Test
    void sendsTheHeadAtOnceAndTellsProxiesToHoldNothingBack() {
        open().core.argo.watches.add(new ScriptedStream<>());

        try (var reader = new StreamReader(door, door.request(WATCH).header("Accept-Encoding", "gzip, deflate, br"))) {
            assertThat(reader.response.statusCode()).isEqualTo(200);
            var headers = reader.response.headers();
            assertThat(headers.firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(headers.firstValue("Cache-Control")).contains("no-store");
            assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
            assertThat(headers.firstValue("Content-Encoding")).isEmpty();
            assertThat(headers.firstValue("X-Request-Id")).isPresent();
            assertThat(reader.next().orElseThrow().comment()).isTrue();
        }
    }

    @Test
    void showsThatItIsAliveWhileNothingHappens() {
        open(TestEnvironments.limits(Duration.ofSeconds(30), Duration.ofMillis(20)));
        var stream = new ScriptedStream<WorkflowChange>();
        door.core.argo.watches.add(stream);

        try (var reader = new StreamReader(door, door.request(WATCH))) {
            for (int i = 0; i < 4; i++) {
                assertThat(reader.next().orElseThrow().comment()).isTrue();
            }
            stream.item(change(Type.ADDED, "late", "1"));
            assertThat(reader.nextNamed().orElseThrow().id()).isEqualTo("1");
        }
    }

    @Test
    void goesOnWhereTheReaderWas() {
        open().core.argo.watches.add(new ScriptedStream<>());

        try (var reader = new StreamReader(
                door, door.request(WORKFLOWS + "/hello:watch?resourceVersion=5").header("Last-Event-ID", "42"))) {
            assertThat(reader.response.statusCode()).isEqualTo(200);
        }
        assertThat(door.core.argo.arguments.getLast())
                .isInstanceOfSatisfying(
                        WatchQuery.class,
                        query -> assertThat(query.resourceVersion()).contains("42"));
    }

    @Test
    void refusesAPlaceThatCannotBe() {
        assertProblem(open().get(WATCH + "?resourceVersion=a%20b"), 400, "REQUEST_INVALID");
        assertProblem(door.send(door.request(WATCH).header("Last-Event-ID", "a\"b")), 400, "REQUEST_INVALID");
    }

    @Test
    void answersWhatIsWrongBeforeTheStreamBeginsLikeEveryError() {
        assertProblem(open().get(WORKFLOWS + "/absent:watch"), 404, "WORKFLOW_NOT_FOUND");
        assertProblem(door.get(WORKFLOWS + "/absent/logs"), 404, "WORKFLOW_NOT_FOUND");
    }

    @Test
    void tellsWhatBrokeInTheMiddle() {
        var stream = new ScriptedStream<WorkflowChange>()
                .item(change(Type.ADDED, "a", "1"))
                .fail(new GatewayException(Problem.of(ErrorReason.WATCH_EXPIRED, "too old")));
        open().core.argo.watches.add(stream);

        try (var reader = new StreamReader(door, door.request(WATCH))) {
            assertThat(reader.nextNamed().orElseThrow().name()).isEqualTo("change");
            StreamReader.Event error = reader.nextNamed().orElseThrow();
            assertThat(error.name()).isEqualTo("error");
            JsonNode problem = json(error.data());
            assertThat(problem.get("reason").asText()).isEqualTo("WATCH_EXPIRED");
            assertThat(problem.get("status").asInt()).isEqualTo(409);
            assertThat(reader.next()).isEmpty();
        }
        assertThat(stream.closed.getCount()).isZero();
    }

    @Test
    void hidesWhatNobodyForesawInTheMiddle() {
        open().core.argo.watches.add(new BrokenStream());

        try (var reader = new StreamReader(door, door.request(WATCH))) {
            JsonNode problem = json(reader.nextNamed().orElseThrow().data());
            assertThat(problem.get("reason").asText()).isEqualTo("INTERNAL");
            assertThat(problem.toString()).doesNotContain("secret");
        }
    }

    @Test
    void closesTheUpstreamWhenTheReaderGoesAway() throws InterruptedException {
        var stream = new ScriptedStream<WorkflowChange>().item(change(Type.ADDED, "a", "1"));
        open().core.argo.watches.add(stream);

        try (var reader = new StreamReader(door, door.request(WATCH))) {
            reader.nextNamed();
        }

        assertThat(stream.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endsWhenTheCallersTimeIsUp() {
        open().core.argo.watches.add(new ScriptedStream<>());

        try (var reader = new StreamReader(door, door.request(WATCH).header("Tiphys-Timeout", "100ms"))) {
            StreamReader.Event error = reader.nextNamed().orElseThrow();
            assertThat(json(error.data()).get("reason").asText()).isEqualTo("DEADLINE_EXCEEDED");
        }
    }

    @Test
    void keepsJsonOfManyLinesTogether() {
        var pretty = new WorkflowObject(
                FakeArgo.workflow("a", "Running", "1").summary(),
                "{\r\n \"a\":\n\n1}".getBytes(StandardCharsets.UTF_8));
        open().core
                .argo
                .watches
                .add(new ScriptedStream<WorkflowChange>()
                        .item(new WorkflowChange(Type.ADDED, pretty))
                        .end());

        try (var reader = new StreamReader(door, door.request(WATCH))) {
            JsonNode data = json(reader.nextNamed().orElseThrow().data());
            assertThat(data.get("workflow").get("workflow").toString()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void writesPlainLinesToATerminal() {
        open().core
                .argo
                .logs
                .add(new ScriptedStream<LogLine>()
                        .item(new LogLine("pod-1", "one"))
                        .item(new LogLine("pod-2", ""))
                        .end());
        String query = "?podName=pod-1&container=wait&follow=true&tailLines=3&grep=a.b";

        try (var reader = new StreamReader(
                door, door.request(WORKFLOWS + "/hello/logs" + query).header("Accept", "text/plain"))) {
            assertThat(reader.response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(reader.line()).isEqualTo("pod-1: one");
            assertThat(reader.line()).isEqualTo("pod-2: ");
            assertThat(reader.line()).isNull();
        }
        assertThat(door.core.argo.arguments)
                .contains(new LogQuery(Optional.of("pod-1"), "wait", true, OptionalLong.of(3), Optional.of("a.b")));
    }

    @Test
    void sendsTheHeadOfPlainLinesAtOnceToo() {
        open().core.argo.logs.add(new ScriptedStream<>());

        try (var reader =
                new StreamReader(door, door.request(WORKFLOWS + "/hello/logs").header("Accept", "text/plain"))) {
            assertThat(reader.response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void breaksPlainLinesOffVisiblyWhenTheStreamBreaks() throws IOException {
        open().core
                .argo
                .logs
                .add(new ScriptedStream<LogLine>()
                        .item(new LogLine("pod-1", "one"))
                        .fail(new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "gone"))));

        String answer = RubbishRequestsTest.exchange(
                door,
                "GET " + WORKFLOWS
                        + "/hello/logs HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\nAuthorization: Bearer "
                        + RestApiUnderTest.TOKEN + "\r\n\r\n",
                false);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("pod-1: one\n", "tiphys: ARGO_UNAVAILABLE: gone");
        assertThat(answer).as("no last chunk, so everybody sees the break").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void holdsLittleBackForASlowReaderAndSlowsNobodyElse() {
        int events = 1500;
        int room = 200; // of 100 kB each: what the sockets of both sides hold, several times over
        var slow = new ScriptedStream<LogLine>();
        for (int i = 0; i < events; i++) {
            slow.item(new LogLine("pod-" + i, "x".repeat(100_000)));
        }
        open().core.argo.logs.add(slow.end());

        try (var reader = new StreamReader(door, door.request(WORKFLOWS + "/hello/logs"))) {
            door.core.argo.logs.add(
                    new ScriptedStream<LogLine>().item(new LogLine("quick", "")).end());
            try (var quick = new StreamReader(door, door.request(WORKFLOWS + "/hello/logs"))) {
                assertThat(quick.nextNamed().orElseThrow().data()).contains("quick");
            }
            for (int i = 0; i < events; i++) {
                assertThat(slow.pulled.get()).isLessThan(i + room);
                assertThat(reader.nextNamed().orElseThrow().data()).startsWith("{\"podName\":\"pod-" + i + "\"");
            }
            assertThat(reader.nextNamed().orElseThrow().name()).isEqualTo("end");
        }
    }

    @Test
    void holdsNoThreadOfThePlatformForAStream() {
        int streams = 200;
        open();
        List<StreamReader> readers = new ArrayList<>();
        List<ScriptedStream<WorkflowChange>> sources = new ArrayList<>();
        readers.add(watch(sources));
        int before = Thread.getAllStackTraces().size();

        for (int i = 0; i < streams; i++) {
            readers.add(watch(sources));
        }

        assertThat(Thread.getAllStackTraces().size()).isLessThan(before + streams / 4);
        sources.forEach(source -> source.item(change(Type.ADDED, "a", "1")));
        readers.forEach(
                reader -> assertThat(reader.nextNamed().orElseThrow().id()).isEqualTo("1"));
        readers.forEach(StreamReader::close);
    }

    @Test
    void tellsReadersThatTheGatewayStops() throws InterruptedException {
        var stream = new ScriptedStream<WorkflowChange>().item(change(Type.ADDED, "a", "1"));
        open().core.argo.watches.add(stream);

        try (var reader = new StreamReader(door, door.request(WATCH))) {
            reader.nextNamed();
            door.core.openStreams.stop();

            var last = reader.nextNamed().orElseThrow();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.data()).contains("GATEWAY_STOPPING");
            assertThat(reader.nextNamed()).isEmpty();
        }
        assertThat(stream.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private StreamReader watch(List<ScriptedStream<WorkflowChange>> sources) {
        var source = new ScriptedStream<WorkflowChange>();
        sources.add(source);
        door.core.argo.watches.add(source);
        return new StreamReader(door, door.request(WATCH));
    }

    private static WorkflowChange change(Type type, String name, String version) {
        return new WorkflowChange(type, FakeArgo.workflow(name, "Running", version));
    }
}
