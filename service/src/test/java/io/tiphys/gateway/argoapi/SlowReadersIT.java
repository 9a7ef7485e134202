package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads a watch too slowly is cut, at every door so that it can go on, and misses nothing; nobody else waits for it. */
@Timeout(120)
final class SlowReadersIT {
    private static final int HISTORY = 4 << 20;
    private static final int BYTES_OF_A_CHANGE = 900_000;

    /** Together more than is kept, and than lies between the gateway and a client that does not read (about 12 MB). */
    private static final int CHANGES = 20;

    private static final Map<String, String> ENDS = Map.of(
            WatchApi.REST, "event: error, READER_TOO_SLOW, end",
            WatchApi.GRPC, "RESOURCE_EXHAUSTED READER_TOO_SLOW",
            WatchApi.ARGO_EVENTS, "end",
            WatchApi.ARGO_LINES, "READER_TOO_SLOW, end",
            WatchApi.ARGO_GRPC, "OK READER_TOO_SLOW");

    private static final Pattern VERSION = Pattern.compile("\"resourceVersion\":\"(\\d+)\"");

    private final ArgoApisUnderTest faces = ArgoApisUnderTest.get();
    private final String namespace = faces.namespace(ArgoApisUnderTest.STREAMS).name();
    private final String token = faces.scientist().token();
    private final RunningGateway running = RunningGateway.start(EnvironmentSettings.of(
                    "argo",
                    faces.cluster().argoServer(),
                    GatewayAccount.forDirect(faces.cluster()).access(),
                    faces.namespace(ArgoApisUnderTest.STREAMS))
            .direct()
            .with("limits.watch-buffer-size", HISTORY));
    private final ArgoApiUnderTest gateway = new ArgoApiUnderTest("gateway", running.rest());
    private final ManagedChannel channel = ArgoMethod.channel(gateway);
    private ChangingWorkflow workflow;

    /** A reader at a door, and the versions that it has seen. */
    private record Slow(WatchApi door, PacedReader reader, List<String> seen) {
        static Slow at(WatchApi door) {
            PacedReader reader = door.open("");
            return new Slow(door, reader, new ArrayList<>(reader.next().stream().toList()));
        }
    }

    @BeforeEach
    void begin() {
        workflow = ChangingWorkflow.create(faces.cluster().admin(), namespace, faces.direct(), token);
    }

    @AfterEach
    void end() {
        workflow.close();
        channel.shutdownNow();
        running.close();
    }

    @Test
    void whoIsCutGoesOnAndMissesNothing() {
        List<Slow> slow = new ArrayList<>();
        try (RecordedStream quick = EventLines.open(
                gateway,
                watch() + "&fields=result.object.metadata.resourceVersion",
                EventLines.SERVER_SENT_EVENTS,
                token)) {
            WatchApi.all(gateway, channel, namespace, "only=" + workflow.name(), token)
                    .forEach(door -> slow.add(Slow.at(door)));
            for (int change = 0; change < CHANGES; change++) {
                quick.await(workflow.fill(change, BYTES_OF_A_CHANGE)); // while the others stand still
            }
            List<String> all = versions(quick);
            assertThat(all).hasSizeGreaterThanOrEqualTo(1 + CHANGES);
            slow.parallelStream().forEach(one -> goOn(one, all));
        } finally {
            slow.forEach(one -> one.reader().close());
        }
    }

    /** Where the end says nothing, the version seen last is the place. */
    private static void goOn(Slow slow, List<String> all) {
        WatchApi door = slow.door();
        List<String> seen = slow.seen();
        seen.addAll(slow.reader().rest());
        assertThat(slow.reader().end()).as(door.name()).isEqualTo(ENDS.get(door.name()));
        assertThat(seen.size()).as(door.name()).isLessThan(all.size());
        String place = slow.reader().place().orElse(seen.getLast());
        assertThat(place).as(door.name()).isEqualTo(seen.getLast());
        try (PacedReader reader = door.open(place)) {
            while (!seen.getLast().equals(all.getLast())) {
                seen.add(reader.next().orElseThrow(() -> new AssertionError(door.name() + " ended: " + reader.end())));
            }
        }
        assertThat(seen).as(door.name()).isEqualTo(all);
    }

    private String watch() {
        return "/api/v1/workflow-events/" + namespace + "?listOptions.labelSelector=only%3D" + workflow.name();
    }

    private static List<String> versions(RecordedStream stream) {
        return stream.pieces().stream()
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
    }
}
