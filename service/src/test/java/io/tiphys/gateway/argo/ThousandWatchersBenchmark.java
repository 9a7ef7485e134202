package io.tiphys.gateway.argo;

import static io.tiphys.gateway.argo.ArgoWorkspace.waiting;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.lifecycle.EventStream;
import io.tiphys.gateway.lifecycle.EventStream.End;
import io.tiphys.gateway.lifecycle.EventStream.Item;
import io.tiphys.gateway.lifecycle.WatchEvent;
import io.tiphys.gateway.lifecycle.WatchSelection;
import io.tiphys.gateway.lifecycle.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What a thousand watchers of one namespace cost while workflows are submitted as fast as one caller can: how late an event
 * reaches them, what memory they take, and how long the submissions take. Run by {@code bench/watchers}; {@code
 * tiphys.bench.argo} names an Argo Server that may freeze, for the comparison.
 */
class ThousandWatchersBenchmark {
    private static final int WATCHERS = Integer.getInteger("tiphys.bench.watchers", 1000);
    private static final int WORKFLOWS = Integer.getInteger("tiphys.bench.workflows", 100);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ArgoWorkspace workspace = new ArgoWorkspace();
    private final SubmissionEnvironment straight =
            Environments.at(workspace.cluster().argoServer());
    private final ArgoServers servers = Environments.servers(straight);

    /** When a workflow was seen: the answer to its submission, and each watcher's first event of it. */
    private final Map<String, Long> answered = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Sighting> sightings = new ConcurrentLinkedQueue<>();

    private record Sighting(String name, long at) {}

    @Test
    void throughTheGateway() throws InterruptedException {
        try (HttpSharedWatches watches = new HttpSharedWatches(servers, Ticker.systemTicker())) {
            System.out.println("submit without watchers, ms: " + percentiles(submitAll("before-")));
            EventStream<WatchEvent> first = open(watches);
            first.next(LONG);
            long before = usedMemory();
            List<EventStream<WatchEvent>> streams = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            AtomicInteger ready = new AtomicInteger();
            for (int i = 0; i < WATCHERS; i++) {
                EventStream<WatchEvent> stream = open(watches);
                streams.add(stream);
                threads.add(Thread.ofVirtual().start(() -> read(stream, ready)));
            }
            while (ready.get() < WATCHERS) {
                LockSupport.parkNanos(1_000_000);
            }
            long after = usedMemory();
            System.out.println("memory per watcher, bytes: " + (after - before) / WATCHERS);
            System.out.println("submit with " + WATCHERS + " watchers, ms: " + percentiles(submitAll("while-")));
            while (sightings.size() < WATCHERS * WORKFLOWS) {
                LockSupport.parkNanos(1_000_000);
            }
            streams.forEach(EventStream::close);
            first.close();
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("from the submission's answer to a watcher, ms: "
                    + percentiles(sightings.stream()
                            .mapToDouble(seen -> (seen.at() - answered.getOrDefault(seen.name(), seen.at())) / 1e6)
                            .toArray()));
        } finally {
            servers.close();
            workspace.close();
        }
    }

    /** So many watches of their own at one Argo Server, and whether it still answers. */
    @Test
    void straightAtAnArgoServerThatMayFreeze() {
        String address = System.getProperty("tiphys.bench.argo");
        if (address == null) {
            System.out.println("no Argo Server that may freeze was named");
            return;
        }
        SubmissionEnvironment own = Environments.at(URI.create(address));
        for (int watches : new int[] {100, 200, 240, 270}) {
            List<EventStream<UpstreamEvent>> streams = new ArrayList<>();
            try (ArgoHttpClient client = new ArgoHttpClient(own.argoServer(), Duration.ofSeconds(2))) {
                ArgoRequest request = WorkflowRequests.watch(
                        UpstreamQuery.ofHub(Optional.of(workspace.where()), WatchStart.PRESENT_STATE));
                for (int i = 0; i < watches; i++) {
                    LineBody lines = new LineBody();
                    Exchange exchange = client.stream(workspace.call().token(), request, lines);
                    streams.add(
                            new ArgoEventStream<>(exchange, lines, StreamFormat.EVENTS, Duration.ofHours(1), () -> {}));
                }
                // Beyond what the server bears nothing comes, which is what is to be shown.
                streams.forEach(stream -> stream.next(Duration.ofMillis(500)));
                long begun = System.nanoTime();
                Exchange get = client.send(
                        workspace.call().token(),
                        ArgoRequest.get(
                                ArgoPath.of("workflows", workspace.where().value(), "missing")));
                String how;
                try {
                    get.response().get(10, TimeUnit.SECONDS);
                    how = (System.nanoTime() - begun) / 1_000_000 + " ms";
                } catch (Exception e) {
                    how = "no answer in 10 s";
                }
                System.out.println("argo-server with " + watches + " watches answers a get in: " + how);
                streams.forEach(EventStream::close);
            }
        }
        workspace.close();
    }

    private EventStream<WatchEvent> open(HttpSharedWatches watches) {
        return watches.open(
                workspace.credential(), Optional.of(workspace.where()), WatchSelection.ALL, WireFormat.JSON);
    }

    private void read(EventStream<WatchEvent> stream, AtomicInteger ready) {
        ready.incrementAndGet();
        EventStream.Step<WatchEvent> step = stream.next(LONG);
        while (!(step instanceof End)) {
            long now = System.nanoTime();
            if (step instanceof Item<WatchEvent>(WatchEvent event)
                    && event.type().equals("ADDED")) {
                String name = name(event);
                if (name.startsWith("while-")) {
                    sightings.add(new Sighting(name, now));
                }
            }
            step = stream.next(LONG);
        }
    }

    private static String name(WatchEvent event) {
        try {
            return ((UpstreamEvent.Changed)
                            new JsonWatchPayloads().read(event.payload()).orElseThrow())
                    .object()
                    .name();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private double[] submitAll(String prefix) {
        HttpWorkflowSubmitter submitter = new HttpWorkflowSubmitter(servers);
        double[] times = new double[WORKFLOWS];
        for (int i = 0; i < WORKFLOWS; i++) {
            long begun = System.nanoTime();
            String name = prefix + i;
            submitter.submit(workspace.call(), waiting(name));
            long end = System.nanoTime();
            answered.put(name, end);
            times[i] = (end - begun) / 1e6;
        }
        return times;
    }

    private static String percentiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return "p50 %.1f, p99 %.1f, slowest %.1f"
                .formatted(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
