package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.tiphys.gateway.admission.unfinished.UnfinishedWatches;
import io.tiphys.gateway.admission.unfinished.UnfinishedWorkflows;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.CuttingRelay;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.workflow.Namespace;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class Fabric8UnfinishedWatchesIT {
    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.current();

    private static TestNamespace namespace;
    private static GatewayAccount account;

    /** The names that a watch shows. */
    private static final class Shown implements UnfinishedWorkflows {
        private final Set<String> names = ConcurrentHashMap.newKeySet();

        @Override
        public void present(String name, Map<String, String> labels) {
            names.add(name);
        }

        @Override
        public void gone(String name) {
            names.remove(name);
        }
    }

    @BeforeAll
    static void prepare() {
        namespace = TestNamespace.create(CLUSTER);
        account = GatewayAccount.forDirect(CLUSTER).counting(namespace);
        workflow("old");
    }

    @AfterAll
    static void remove() {
        account.close();
        namespace.close();
    }

    @Test
    void asksForMetadataAlone() throws Exception {
        try (OneCluster cluster = OneCluster.at(account.access());
                SharedIndexInformer<GenericKubernetesResource> watch = cluster.clusters()
                        .of(OneCluster.NAME)
                        .metadata()
                        .watch(Fabric8UnfinishedWatches.WORKFLOWS, namespace.name(), "")) {
            watch.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
            workflow("metadata");
            Patience.until(
                    "the watch shows both workflows",
                    () -> watch.getStore().listKeys().contains(namespace.name() + "/metadata"));

            assertThat(watch.getStore().list()).isNotEmpty().allSatisfy(shown -> {
                assertThat(shown.getKind()).isEqualTo("PartialObjectMetadata");
                assertThat(shown.getAdditionalProperties()).doesNotContainKeys("spec", "status");
            });
        }
    }

    @Test
    void toldAllUnfinishedWorkflowsWhenItHasBegunAndEachChangeAfterwards() throws Exception {
        Shown shown = new Shown();
        try (OneCluster cluster = OneCluster.at(account.access())) {
            var watches = new Fabric8UnfinishedWatches(cluster.clusters(), Ticker.systemTicker());
            UnfinishedWatches.Watch watch = watches.open(cluster.environment(), new Namespace(namespace.name()), shown);
            watch.begun().get(20, TimeUnit.SECONDS);
            assertThat(shown.names).contains("old");
            assertThat(watch.current()).isTrue();

            workflow("new");
            Patience.until("the new workflow is shown", () -> shown.names.contains("new"));
            complete("new");
            Patience.until("the finished workflow is gone", () -> !shown.names.contains("new"));
            watches.close();
        }
    }

    @Test
    void isNotCurrentOnceTheApiServerIsAway() throws Exception {
        TestTime time = new TestTime();
        try (CuttingRelay relay = new CuttingRelay(List.of(CLUSTER.kubernetes()), () -> false);
                OneCluster cluster = OneCluster.at(new KubernetesAccess.TokenFile(
                        URI.create("https://127.0.0.1:" + relay.port()),
                        Optional.of(CLUSTER.kubernetesCa()),
                        account.tokenFile()))) {
            var watches = new Fabric8UnfinishedWatches(cluster.clusters(), time);
            UnfinishedWatches.Watch watch =
                    watches.open(cluster.environment(), new Namespace(namespace.name()), new Shown());
            watch.begun().get(20, TimeUnit.SECONDS);
            time.advance(Fabric8UnfinishedWatches.INTERRUPTED);
            assertThat(watch.current()).isTrue();

            relay.close();

            Patience.until("the counts are not current", () -> {
                time.advance(Fabric8UnfinishedWatches.INTERRUPTED);
                return !watch.current();
            });
            watches.close();
        }
    }

    private static void complete(String name) {
        CLUSTER.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
                .inNamespace(namespace.name())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"workflows.argoproj.io/completed\":\"true\"}}}");
    }

    private static void workflow(String name) {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata:
                  name: %s
                  labels: {a: b}
                spec:
                  entrypoint: wait
                  templates: [{name: wait, suspend: {}}]
                """.formatted(name));
    }
}
