package io.tiphys.gateway.argo.watch;

import static io.tiphys.gateway.argo.UpstreamScript.changed;
import static io.tiphys.gateway.argo.UpstreamScript.complete;
import static io.tiphys.gateway.argo.UpstreamScript.credential;
import static io.tiphys.gateway.argo.UpstreamScript.progress;
import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argo.UpstreamScript;
import io.tiphys.gateway.argo.payload.EventForms;
import io.tiphys.gateway.argo.payload.HubEvent;
import io.tiphys.gateway.argo.payload.JsonWatchPayloads;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.request.WatchStart;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.ScriptedStream;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.EventStream.Step;
import io.tiphys.gateway.lifecycle.stream.SlowReaders;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchEvent;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchHubsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Optional<Namespace> SCIENCE = Optional.of(new Namespace("science"));

    private final TestTime time = new TestTime();
    private final UpstreamScript upstream = new UpstreamScript();
    private final WatchHubs hubs = new WatchHubs(upstream, time);
    private final StandingCredential ada = credential("ada");

    @Test
    void readersWithTheSameCredentialShareOneUpstreamWatch() {
        var stream = upstream.next(changed("ADDED", "one", 5), complete(6));
        var first = open(ada, WatchSelection.ALL);
        var second = open(ada, labels("team=blue"));
        stream.item(changed("MODIFIED", "one", 7, "team=blue"));

        assertThat(next(first, 2)).containsExactly("ADDED one 5", "MODIFIED one 7");
        assertThat(next(second, 1)).containsExactly("ADDED one 7");
        assertThat(upstream.opened()).isEqualTo(1);
    }

    @Test
    void readersWithOtherCredentialsNamespacesOrFormatsDoNot() {
        for (int i = 0; i < 4; i++) {
            upstream.next(complete(6));
        }
        open(ada, WatchSelection.ALL);
        open(credential("bob"), WatchSelection.ALL);
        open(ada, Optional.empty(), WatchSelection.ALL, WireFormat.JSON);
        open(ada, SCIENCE, WatchSelection.ALL, WireFormat.PROTOBUF);

        assertThat(upstream.opened()).isEqualTo(4);
        assertThat(upstream.asked.get(2).namespace()).isEmpty();
    }

    @Test
    void aLateReaderGetsThePresentStateAndThenWhatHappens() {
        var stream = upstream.next(
                changed("ADDED", "b", 2), changed("ADDED", "a", 4), changed("ADDED", "gone", 5), complete(6));
        var early = open(ada, WatchSelection.ALL);
        stream.item(changed("MODIFIED", "b", 7)).item(changed("DELETED", "gone", 8));
        next(early, 5);

        var late = open(ada, WatchSelection.ALL);
        stream.item(changed("MODIFIED", "a", 9));

        assertThat(next(late, 3)).containsExactly("ADDED a 4", "ADDED b 7", "MODIFIED a 9");
    }

    @Test
    void showsAnObjectThatStartsOrStopsMatchingAsKubernetesDoes() {
        var stream = upstream.next(changed("ADDED", "one", 5, "phase=Pending"), complete(6));
        var reader = open(ada, labels("phase=Running"));
        stream.item(changed("MODIFIED", "one", 7, "phase=Running"));
        stream.item(changed("MODIFIED", "one", 8, "phase=Running"));
        stream.item(changed("MODIFIED", "one", 9, "phase=Failed"));
        stream.item(changed("MODIFIED", "one", 10, "phase=Failed"));
        stream.item(changed("MODIFIED", "one", 11, "phase=Running"));
        stream.item(changed("DELETED", "one", 12, "phase=Running"));

        List<WatchEvent> events = events(reader, 5);

        assertThat(events)
                .extracting(WatchHubsTest::text)
                .containsExactly("ADDED one 7", "MODIFIED one 8", "DELETED one 9", "ADDED one 11", "DELETED one 12");
        assertThat(new String(events.get(2).payload(), StandardCharsets.UTF_8))
                .contains("\"phase\":\"Running\"")
                .contains("\"resourceVersion\":\"9\"")
                .contains("\"type\":\"DELETED\"");
    }

    @Test
    void doesNotShowTheEndOfAnObjectThatDidNotMatch() {
        var stream = upstream.next(changed("ADDED", "one", 5, "phase=Failed"), complete(6));
        var reader = open(ada, labels("phase=Running"));
        stream.item(changed("DELETED", "one", 7, "phase=Failed"));

        assertThat(reader.next(SHORT)).isInstanceOf(Silence.class);
    }

    @Test
    void selectsByName() {
        var stream = upstream.next(changed("ADDED", "one", 4), changed("ADDED", "two", 5), complete(6));
        var reader = open(
                ada,
                new WatchSelection(
                        Optional.empty(), Optional.of("metadata.name=two"), Optional.empty(), Optional.of("0")));
        stream.item(changed("MODIFIED", "one", 7));
        stream.item(changed("MODIFIED", "two", 8));

        assertThat(next(reader, 2)).containsExactly("ADDED two 5", "MODIFIED two 8");
    }

    @Test
    void aReaderThatNamesAVersionGetsWhatCameAfterItFromTheRing() {
        var stream = upstream.next(changed("ADDED", "one", 4), complete(6));
        var early = open(ada, WatchSelection.ALL);
        stream.item(changed("MODIFIED", "one", 7)).item(changed("MODIFIED", "one", 9));
        next(early, 3);

        assertThat(next(open(ada, after("6")), 2)).containsExactly("MODIFIED one 7", "MODIFIED one 9");
        assertThat(next(open(ada, after("7")), 1)).containsExactly("MODIFIED one 9");
        var ahead = open(ada, after("10"));
        stream.item(changed("MODIFIED", "one", 10));
        stream.item(changed("MODIFIED", "one", 11));
        assertThat(next(ahead, 1)).containsExactly("MODIFIED one 11");
        assertThat(upstream.opened()).isEqualTo(1);
    }

    @Test
    void aReaderThatNamesAnOlderVersionCatchesUpWithAWatchOfItsOwnAndLeavesItThen() {
        var hub = upstream.next(changed("ADDED", "one", 4), complete(6));
        open(ada, WatchSelection.ALL);
        var own = upstream.next(changed("MODIFIED", "one", 4), progress(7));
        var reader = open(ada, after("2"));
        hub.item(changed("MODIFIED", "one", 7)).item(changed("MODIFIED", "one", 8));

        assertThat(next(reader, 2)).containsExactly("MODIFIED one 4", "MODIFIED one 8");
        assertThat(upstream.asked.get(1).listOptions())
                .isEqualTo(Map.of("resourceVersion", "2", "allowWatchBookmarks", "true", "timeoutSeconds", "3"));
        assertThat(own.closed.getCount()).isZero();
    }

    @Test
    void aVersionThatIsTooOldIsAnErrorAsAtTheArgoServer() {
        upstream.next(complete(6));
        open(ada, WatchSelection.ALL);
        upstream.next().fail(new GatewayException(Problem.of(ErrorReason.WATCH_EXPIRED, "too old")));
        var reader = open(ada, after("2"));

        problemOf(ErrorReason.WATCH_EXPIRED, () -> reader.next(LONG));
    }

    @Test
    void repeatsNothingThatAReopenedWatchSaysAgain() {
        var stream = upstream.next(changed("ADDED", "one", 4), complete(6));
        var reader = open(ada, WatchSelection.ALL);
        upstream.next(changed("MODIFIED", "one", 7), changed("MODIFIED", "one", 8));
        stream.item(changed("MODIFIED", "one", 7)).end();

        assertThat(next(reader, 3)).containsExactly("ADDED one 4", "MODIFIED one 7", "MODIFIED one 8");
    }

    @Test
    void aSlowReaderIsCutAndTheOthersGoOn() {
        var stream = new ScriptedStream<UpstreamEvent>().item(complete(6));
        WatchHub hub = new WatchHub(
                new UnbrokenWatch(WatchStart.PRESENT_STATE, start -> stream, time), time, over -> {}, 8, 1 << 20);
        hub.start();
        HubReader<String> slow = reader(hub);
        HubReader<String> quick = reader(hub);
        assertThat(slow.next(SHORT)).isInstanceOf(Silence.class);
        for (int i = 0; i < 20; i++) {
            stream.item(changed("MODIFIED", "one", 10 + i));
            assertThat(quick.next(LONG)).isEqualTo(new Item<>("one " + (10 + i)));
        }

        assertThat(resumePlace(slow)).isEqualTo("6");
        assertThat(slow.next(LONG)).isInstanceOf(End.class);
        assertThat(hub.history().ring().end() - hub.history().ring().first()).isEqualTo(8);
    }

    @Test
    void aReaderThatIsCutGoesOnBehindWhatItHasSeenLast() {
        var stream = new ScriptedStream<UpstreamEvent>()
                .item(changed("ADDED", "two", 5))
                .item(changed("ADDED", "one", 3))
                .item(complete(6));
        WatchHub hub = new WatchHub(
                new UnbrokenWatch(WatchStart.PRESENT_STATE, start -> stream, time), time, over -> {}, 8, 1 << 20);
        hub.start();
        HubReader<String> inPresentState = reader(hub);
        HubReader<String> behindIt = reader(hub);
        HubReader<String> quick = reader(hub);
        assertThat(inPresentState.next(LONG)).isEqualTo(new Item<>("one 3"));
        assertThat(behindIt.next(LONG)).isEqualTo(new Item<>("one 3"));
        assertThat(behindIt.next(LONG)).isEqualTo(new Item<>("two 5"));
        assertThat(quick.next(LONG)).isEqualTo(new Item<>("one 3"));
        assertThat(quick.next(LONG)).isEqualTo(new Item<>("two 5"));
        for (int i = 0; i < 20; i++) {
            stream.item(changed("MODIFIED", "one", 10 + i));
            assertThat(quick.next(LONG)).isEqualTo(new Item<>("one " + (10 + i)));
        }

        assertThat(resumePlace(inPresentState)).isEqualTo("3");
        assertThat(resumePlace(behindIt)).isEqualTo("6");
    }

    private static String resumePlace(HubReader<?> reader) {
        return SlowReaders.resumePlace(problemOf(ErrorReason.READER_TOO_SLOW, () -> reader.next(LONG)))
                .orElseThrow();
    }

    @Test
    void keepsNoMoreBytesThanItMay() {
        var stream = new ScriptedStream<UpstreamEvent>().item(complete(6));
        int weight = HubEvent.of(changed("MODIFIED", "one", 10).object(), false, null)
                .weight();
        WatchHub hub = new WatchHub(
                new UnbrokenWatch(WatchStart.PRESENT_STATE, start -> stream, time),
                time,
                over -> {},
                1024,
                3L * weight);
        hub.start();
        HubReader<String> quick = reader(hub);
        for (int i = 0; i < 20; i++) {
            stream.item(changed("MODIFIED", "one", 10 + i));
            quick.next(LONG);
        }

        assertThat(hub.history().ring().end() - hub.history().ring().first()).isEqualTo(3);
        assertThat(hub.history().floor()).isEqualTo(26);
        assertThat(hub.history().placeAfter(25)).isEmpty();
        assertThat(hub.history().placeAfter(27)).contains(18L);
    }

    @Test
    void staysOpenForAWhileWithoutReadersAndClosesThen() {
        var stream = upstream.next(complete(6));
        open(ada, WatchSelection.ALL).close();
        var again = open(ada, WatchSelection.ALL);
        again.close();
        assertThat(upstream.opened()).isEqualTo(1);

        time.advance(WatchHub.GRACE);

        Until.until("the upstream is closed", () -> stream.closed.getCount() == 0);
        Until.until("the hub is forgotten", () -> hubs.size() == 0);
        upstream.next(complete(9));
        open(ada, WatchSelection.ALL);
        assertThat(upstream.opened()).isEqualTo(2);
    }

    @Test
    void aRefusalReachesWhoeverOpensAndIsNotRemembered() {
        problemOf(
                ErrorReason.ACCESS_DENIED,
                () -> new WatchHubs(
                                (credential, query, format) -> {
                                    throw new GatewayException(Problem.of(ErrorReason.ACCESS_DENIED, "no"));
                                },
                                time)
                        .read(
                                ada,
                                SCIENCE,
                                WatchSelection.ALL,
                                WatchFilter.of(WatchSelection.ALL),
                                WireFormat.JSON,
                                (object, sight, version) -> object));
    }

    @Test
    void allReadersLearnWhyTheUpstreamDoesNotGoOn() {
        var stream = upstream.next(complete(6));
        var first = open(ada, WatchSelection.ALL);
        var second = open(ada, WatchSelection.ALL);
        stream.fail(new GatewayException(Problem.of(ErrorReason.CREDENTIAL_REFUSED, "no")));

        problemOf(ErrorReason.CREDENTIAL_REFUSED, () -> first.next(LONG));
        problemOf(ErrorReason.CREDENTIAL_REFUSED, () -> second.next(LONG));
        assertThat(first.next(LONG)).isInstanceOf(End.class);
    }

    @Test
    void aWaitingReaderEndsWhenAnotherThreadCloses() throws InterruptedException {
        upstream.next(complete(6));
        var reader = open(ada, WatchSelection.ALL);
        var last = new AtomicReference<Step<WatchEvent>>();
        Thread thread = Thread.ofVirtual().start(() -> last.set(reader.next(Duration.ofMinutes(5))));
        Until.allWait(List.of(thread));

        reader.close();
        thread.join();

        assertThat(last.get()).isInstanceOf(End.class);
    }

    @Test
    void seesTheEndOfThePresentStateOfAKubernetesWithoutStreamingLists() {
        upstream.refusesStreamingLists = true;
        var stream = upstream.next(changed("ADDED", "one", 4));
        var reader = open(ada, WatchSelection.ALL);
        stream.item(changed("MODIFIED", "one", 9));
        assertThat(next(reader, 2)).containsExactly("ADDED one 4", "MODIFIED one 9");

        assertThat(next(open(ada, after("8")), 1)).containsExactly("MODIFIED one 9");
        upstream.next(changed("MODIFIED", "one", 6), progress(8));
        assertThat(next(open(ada, after("4")), 2)).containsExactly("MODIFIED one 6", "MODIFIED one 9");
        assertThat(upstream.asked.get(1).listOptions()).isEqualTo(Map.of("allowWatchBookmarks", "true"));
    }

    private static HubReader<String> reader(WatchHub hub) {
        HubReader<String> reader = new HubReader<>(
                hub,
                WatchFilter.of(WatchSelection.ALL),
                (object, sight, version) -> object.name() + " " + version,
                OptionalLong.empty(),
                version -> new ScriptedStream<>());
        hub.join(reader);
        reader.begin(LONG);
        return reader;
    }

    private HubReader<WatchEvent> open(StandingCredential credential, WatchSelection selection) {
        return open(credential, SCIENCE, selection, WireFormat.JSON);
    }

    private HubReader<WatchEvent> open(
            StandingCredential credential, Optional<Namespace> namespace, WatchSelection selection, WireFormat format) {
        return hubs.read(
                credential,
                namespace,
                selection,
                WatchFilter.of(selection),
                format,
                EventForms.events(new JsonWatchPayloads(), selection.fields()));
    }

    private static WatchSelection labels(String selector) {
        return new WatchSelection(Optional.of(selector), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static WatchSelection after(String version) {
        return new WatchSelection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(version));
    }

    private static List<String> next(HubReader<WatchEvent> reader, int count) {
        return events(reader, count).stream().map(WatchHubsTest::text).toList();
    }

    private static List<WatchEvent> events(HubReader<WatchEvent> reader, int count) {
        List<WatchEvent> events = new ArrayList<>();
        long until = System.nanoTime() + LONG.toNanos();
        while (events.size() < count) {
            switch (reader.next(LONG)) {
                case Item<WatchEvent>(var event) -> events.add(event);
                case Silence<WatchEvent> ignored -> {
                    if (System.nanoTime() - until > 0) {
                        throw new AssertionError("silence after " + events);
                    }
                }
                case End<WatchEvent> ignored -> throw new AssertionError("ended after " + events);
            }
        }
        return events;
    }

    private static String text(WatchEvent event) {
        try {
            var changed = (UpstreamEvent.Changed)
                    new JsonWatchPayloads().read(event.payload()).orElseThrow();
            return event.type() + " " + changed.object().name() + " " + event.resourceVersion();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
