package io.tiphys.gateway.kubernetes;

import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.tiphys.gateway.admission.unfinished.UnfinishedWatches;
import io.tiphys.gateway.admission.unfinished.UnfinishedWorkflows;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches unfinished workflows under the gateway's own account. Thread-safe. */
@Singleton
final class Fabric8UnfinishedWatches implements UnfinishedWatches {
    /** The time for which counts stay valid while the watch is interrupted: the API server ends each watch now and then. */
    static final Duration INTERRUPTED = Duration.ofSeconds(10);

    /** Argo sets the label when a workflow has ended. The watch reports such a workflow as deleted (Kubernetes). */
    private static final String UNFINISHED = "workflows.argoproj.io/completed!=true";

    static final ResourceDefinitionContext WORKFLOWS = new ResourceDefinitionContext.Builder()
            .withGroup("argoproj.io")
            .withVersion("v1alpha1")
            .withKind("Workflow")
            .withPlural("workflows")
            .withNamespaced(true)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(Fabric8UnfinishedWatches.class);

    private final Clusters clusters;
    private final Ticker ticker;
    private final Queue<SharedIndexInformer<?>> informers = new ConcurrentLinkedQueue<>();

    Fabric8UnfinishedWatches(Clusters clusters, Ticker ticker) {
        this.clusters = clusters;
        this.ticker = ticker;
    }

    @Override
    public Watch open(SubmissionEnvironment environment, Namespace namespace, UnfinishedWorkflows listener) {
        SharedIndexInformer<GenericKubernetesResource> informer = clusters.of(environment.name())
                .metadata()
                .watch(WORKFLOWS, namespace.value(), UNFINISHED)
                .itemStore(new UnfinishedStore(listener))
                .exceptionHandler((started, failure) -> {
                    LOG.warn(
                            "unfinished workflows of namespace {} in environment {} cannot be counted: {}",
                            namespace,
                            environment.name(),
                            failure.getMessage());
                    LOG.debug("the failure", failure);
                    return true;
                });
        informers.add(informer);
        return new Counting(informer, informer.start().toCompletableFuture());
    }

    @PreDestroy
    void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private final class Counting implements Watch {
        private final SharedIndexInformer<?> informer;
        private final CompletableFuture<Void> begun;
        private long currentAt;

        Counting(SharedIndexInformer<?> informer, CompletableFuture<Void> begun) {
            this.informer = informer;
            this.begun = begun;
            this.currentAt = ticker.read() - INTERRUPTED.toNanos();
        }

        @Override
        public CompletableFuture<?> begun() {
            return begun;
        }

        @Override
        public synchronized boolean current() {
            long now = ticker.read();
            if (informer.hasSynced() && informer.isWatching()) {
                currentAt = now;
            }
            return now - currentAt < INTERRUPTED.toNanos();
        }
    }
}
