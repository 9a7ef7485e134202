package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.tiphys.gateway.admission.unfinished.UnfinishedWorkflows;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store of a watch, which reports each change to a listener before the watch counts as begun: fabric8's own events come later,
 * from another thread. Keeps no annotations and no managed fields.
 */
final class UnfinishedStore extends BasicItemStore<GenericKubernetesResource> {
    private final UnfinishedWorkflows listener;

    UnfinishedStore(UnfinishedWorkflows listener) {
        super(Cache::metaNamespaceKeyFunc);
        this.listener = listener;
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource workflow) {
        ObjectMeta metadata = workflow.getMetadata();
        metadata.setAnnotations(null);
        metadata.setManagedFields(null);
        metadata.setOwnerReferences(null);
        Map<String, String> labels = metadata.getLabels();
        listener.present(metadata.getName(), labels == null ? Map.of() : labels);
        return super.put(key, workflow);
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        GenericKubernetesResource removed = super.remove(key);
        if (removed != null) {
            listener.gone(removed.getMetadata().getName());
        }
        return removed;
    }
}
