package io.tiphys.gateway.argo;

import static io.tiphys.gateway.argo.ArgoWorkspace.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.payload.JsonWatchPayloads;
import io.tiphys.gateway.argo.payload.ProtobufWatchPayloads;
import io.tiphys.gateway.argo.payload.UpstreamEvent;
import io.tiphys.gateway.argo.payload.WatchPayloads;
import io.tiphys.gateway.argo.watch.HttpSharedWatches;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.WatchEvent;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many readers of one watch see what each would see alone: compared with watches straight at Kubernetes. */
class SharedWatchesIT {
    private static final ResourceDefinitionContext WORKFLOWS = new ResourceDefinitionContext.Builder()
            .withGroup("argoproj.io")
            .withVersion("v1alpha1")
            .withKind("Workflow")
            .withPlural("workflows")
            .withNamespaced(true)
            .build();
    private static final List<String> SELECTORS = List.of(
            "",
            "team=blue",
            "team!=blue",
            "team in (blue,red)",
            "team notin (blue)",
            "team",
            "!team",
            "team=blue,size=1");

    private ArgoWorkspace workspace;
    private ArgoClients straightServers;
    private HttpSharedWatches straight;
    private final List<Thread> threads = new ArrayList<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() {
        workspace = new ArgoWorkspace();
        straightServers =
                Environments.servers(Environments.at(workspace.cluster().argoServer()));
        straight = new HttpSharedWatches(straightServers, Ticker.systemTicker());
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        straight.close();
        straightServers.close();
        workspace.close();
    }

    @Test
    void aHundredReadersCostOneUpstreamWatch() {
        workspace.submitter().submit(workspace.call(), waiting("shared"));
        List<List<String>> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            seen.add(read(WatchSelection.ALL, WireFormat.JSON));
        }
        Until.until(
                "all readers see it run",
                () -> seen.stream().allMatch(events -> events.stream().anyMatch(event -> event.contains(" shared "))));

        assertThat(workspace.wire())
                .filteredOn(call -> call.contains("workflow-events"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void everyReaderSeesWhatKubernetesWouldShowIt(WireFormat format) {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Pair> pairs = new ArrayList<>();
        // Keeps the hub, and with it a ring that goes back to before the first change.
        read(WatchSelection.ALL, format);
        for (int step = 0; step < 120; step++) {
            change(random, step);
            if (step % 5 == 0) {
                pairs.add(pair(SELECTORS.get(random.nextInt(SELECTORS.size())), format));
            }
            if (step == 60 && format == WireFormat.JSON) {
                workspace.proxy().cutConnections();
            }
        }
        create("last", Map.of("team", "blue", "size", "1"));
        labelled("last", Map.of("size", "1"));
        delete("last");

        for (Pair pair : pairs) {
            Until.until(
                    pair.selector + " is complete",
                    () -> pair.shared.size() >= pair.direct.size()
                            && (pair.direct.isEmpty() || pair.shared.getLast().equals(pair.direct.getLast())));
            assertThat(pair.shared).as("%s after %s", pair.selector, pair.after).isEqualTo(pair.direct);
        }
        assertThat(pairs).anySatisfy(pair -> assertThat(pair.direct).isNotEmpty());
    }

    /** What a shared reader and a watch at Kubernetes saw behind the same version. */
    private record Pair(String selector, String after, List<String> shared, List<String> direct) {}

    private Pair pair(String selector, WireFormat format) {
        String version = workspace
                .cluster()
                .admin()
                .genericKubernetesResources(WORKFLOWS)
                .inNamespace(workspace.namespace().name())
                .list()
                .getMetadata()
                .getResourceVersion();
        List<String> direct = direct(selector, version);
        List<String> shared = read(
                new WatchSelection(Optional.of(selector), Optional.empty(), Optional.empty(), Optional.of(version)),
                format);
        return new Pair(selector, version, shared, direct);
    }

    private List<String> direct(String selector, String version) {
        List<String> seen = new CopyOnWriteArrayList<>();
        Watch watch = workspace
                .cluster()
                .admin()
                .genericKubernetesResources(WORKFLOWS)
                .inNamespace(workspace.namespace().name())
                .withLabelSelector(selector)
                .watch(
                        new ListOptionsBuilder().withResourceVersion(version).build(),
                        new Watcher<GenericKubernetesResource>() {
                            @Override
                            public void eventReceived(Action action, GenericKubernetesResource object) {
                                seen.add(action + " " + object.getMetadata().getName() + " "
                                        + object.getMetadata().getResourceVersion());
                            }

                            @Override
                            public void onClose(WatcherException cause) {}
                        });
        open.add(watch);
        return seen;
    }

    private List<String> read(WatchSelection selection, WireFormat format) {
        List<String> seen = new CopyOnWriteArrayList<>();
        // The fault proxy speaks no HTTP/2.
        HttpSharedWatches watches = format == WireFormat.JSON ? workspace.watches() : straight;
        EventStream<WatchEvent> stream =
                watches.open(workspace.credential(), Optional.of(workspace.where()), selection, format);
        open.add(stream);
        WatchPayloads payloads = format == WireFormat.JSON ? new JsonWatchPayloads() : new ProtobufWatchPayloads();
        threads.add(Thread.ofVirtual().start(() -> {
            EventStream.Step<WatchEvent> step = stream.next(Duration.ofSeconds(30));
            while (!(step instanceof End)) {
                if (step instanceof Item<WatchEvent>(WatchEvent event)) {
                    seen.add(event.type() + " " + name(payloads, event) + " " + event.resourceVersion());
                }
                step = stream.next(Duration.ofSeconds(30));
            }
        }));
        return seen;
    }

    private static String name(WatchPayloads payloads, WatchEvent event) {
        try {
            var changed = (UpstreamEvent.Changed) payloads.read(event.payload()).orElseThrow();
            assertThat(Long.toString(changed.object().version())).isEqualTo(event.resourceVersion());
            assertThat(changed.object().type()).isEqualTo(event.type());
            return changed.object().name();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void change(Random random, int step) {
        String name = "w" + random.nextInt(6);
        boolean there = workspace
                        .cluster()
                        .admin()
                        .genericKubernetesResources(WORKFLOWS)
                        .inNamespace(workspace.namespace().name())
                        .withName(name)
                        .get()
                != null;
        Map<String, String> labels = labels(random);
        if (!there) {
            create(name, labels);
        } else if (random.nextInt(5) == 0) {
            delete(name);
        } else {
            labelled(name, labels);
        }
    }

    private static Map<String, String> labels(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Map.of();
            case 1 -> Map.of("team", "blue", "size", Integer.toString(random.nextInt(2)));
            case 2 -> Map.of("team", "red");
            default -> Map.of("team", "green", "size", "1");
        };
    }

    private void create(String name, Map<String, String> labels) {
        GenericKubernetesResource workflow = new GenericKubernetesResource();
        workflow.setApiVersion("argoproj.io/v1alpha1");
        workflow.setKind("Workflow");
        var metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setNamespace(workspace.namespace().name());
        metadata.setLabels(new HashMap<>(labels));
        workflow.setMetadata(metadata);
        workflow.setAdditionalProperty(
                "spec",
                Map.of(
                        "suspend",
                        true,
                        "entrypoint",
                        "main",
                        "templates",
                        List.of(Map.of("name", "main", "suspend", Map.of()))));
        workspace.cluster().admin().resource(workflow).create();
    }

    private void labelled(String name, Map<String, String> labels) {
        workspace
                .cluster()
                .admin()
                .genericKubernetesResources(WORKFLOWS)
                .inNamespace(workspace.namespace().name())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"team\":" + text(labels, "team") + ",\"size\":"
                                + text(labels, "size") + "}}}");
    }

    private static String text(Map<String, String> labels, String key) {
        return labels.containsKey(key) ? "\"" + labels.get(key) + "\"" : "null";
    }

    private void delete(String name) {
        workspace
                .cluster()
                .admin()
                .genericKubernetesResources(WORKFLOWS)
                .inNamespace(workspace.namespace().name())
                .withName(name)
                .delete();
    }
}
