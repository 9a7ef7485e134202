package io.tiphys.gateway.argo.log;

import static io.tiphys.gateway.argo.UpstreamScript.credential;
import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.lifecycle.log.LogSelection;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogHubsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final LinkedBlockingQueue<ScriptedStream<byte[]>> streams = new LinkedBlockingQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final LogHubs hubs = new LogHubs((credential, namespace, selection, format) -> {
        opened.incrementAndGet();
        return streams.remove();
    });

    @Test
    void readersOfTheSameShareOneUpstreamLogFromItsBeginning() {
        ScriptedStream<byte[]> stream = next("one", "two");
        LogReader<String> early = open("ada", "main");
        assertThat(lines(early, 2)).containsExactly("one", "two");
        LogReader<String> late = open("ada", "main");
        stream.item(bytes("three")).end();

        assertThat(lines(late, 3)).containsExactly("one", "two", "three");
        assertThat(lines(early, 1)).containsExactly("three");
        assertThat(late.next(LONG)).isInstanceOf(End.class);
        assertThat(early.next(LONG)).isInstanceOf(End.class);
        assertThat(opened).hasValue(1);
    }

    @Test
    void readersWithOtherCredentialsOrOptionsDoNot() {
        next();
        next();
        next();
        open("ada", "main");
        open("bob", "main");
        open("ada", "wait");

        assertThat(opened).hasValue(3);
    }

    @Test
    void closesTheUpstreamWithItsLastReader() {
        ScriptedStream<byte[]> stream = next("one");
        LogReader<String> first = open("ada", "main");
        LogReader<String> second = open("ada", "main");

        first.close();
        assertThat(lines(second, 1)).containsExactly("one");
        second.close();

        Until.until("the upstream is closed", () -> stream.closed.getCount() == 0);
        next("again");
        assertThat(lines(open("ada", "main"), 1)).containsExactly("again");
    }

    @Test
    void allReadersLearnThatTheUpstreamBroke() {
        ScriptedStream<byte[]> stream = next("one");
        LogReader<String> first = open("ada", "main");
        LogReader<String> second = open("ada", "main");
        stream.fail(new GatewayException(Problem.of(ErrorReason.ARGO_UNAVAILABLE, "cut")));

        assertThat(lines(first, 1)).containsExactly("one");
        problemOf(ErrorReason.ARGO_UNAVAILABLE, () -> first.next(LONG));
        assertThat(lines(second, 1)).containsExactly("one");
        problemOf(ErrorReason.ARGO_UNAVAILABLE, () -> second.next(LONG));
        assertThat(second.next(LONG)).isInstanceOf(End.class);
    }

    @Test
    void oneReaderAloneSlowsItsSourceAndLosesNothing() {
        ScriptedStream<byte[]> stream = new ScriptedStream<>();
        LogHub hub = new LogHub(stream, over -> {}, 8, 1 << 20);
        LogReader<String> reader = joined(hub);
        for (int i = 0; i < 100; i++) {
            stream.item(bytes("line " + i));
        }
        hub.start();
        Until.until("the ring is full and one line waits", () -> stream.pulled.get() == 9);

        assertThat(stream.pulled).hasValue(9);
        assertThat(lines(reader, 100)).startsWith("line 0").endsWith("line 99");
    }

    @Test
    void aSlowReaderAmongOthersIsCutAndTold() {
        ScriptedStream<byte[]> stream = new ScriptedStream<>();
        LogHub hub = new LogHub(stream, over -> {}, 8, 1 << 20);
        LogReader<String> quick = joined(hub);
        LogReader<String> slow = joined(hub);
        hub.start();
        for (int i = 0; i < 100; i++) {
            stream.item(bytes("line " + i));
        }

        assertThat(lines(quick, 100)).endsWith("line 99");
        problemOf(ErrorReason.READER_TOO_SLOW, () -> slow.next(LONG));
        assertThat(slow.next(LONG)).isInstanceOf(End.class);
    }

    @Test
    void whoComesWhenTheBeginningIsGoneDoesNotJoin() {
        ScriptedStream<byte[]> stream = new ScriptedStream<>();
        LogHub hub = new LogHub(stream, over -> {}, 8, 1 << 20);
        LogReader<String> reader = joined(hub);
        hub.start();
        for (int i = 0; i < 20; i++) {
            stream.item(bytes("line " + i));
        }
        lines(reader, 20);

        assertThat(hub.join(new LogReader<>(hub, LogHubsTest::text))).isFalse();
    }

    private static LogReader<String> joined(LogHub hub) {
        LogReader<String> reader = new LogReader<>(hub, LogHubsTest::text);
        assertThat(hub.join(reader)).isTrue();
        return reader;
    }

    private LogReader<String> open(String caller, String container) {
        return hubs.read(
                credential(caller),
                new Namespace("science"),
                new LogSelection(
                        new WorkflowName("one"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("container", container, "follow", "true")),
                WireFormat.JSON,
                LogHubsTest::text);
    }

    private ScriptedStream<byte[]> next(String... lines) {
        ScriptedStream<byte[]> stream = new ScriptedStream<>();
        for (String line : lines) {
            stream.item(bytes(line));
        }
        streams.add(stream);
        return stream;
    }

    private static List<String> lines(LogReader<String> reader, int count) {
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            if (!(reader.next(LONG) instanceof Item<String>(String line))) {
                throw new AssertionError("no line after " + lines);
            }
            lines.add(line);
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
