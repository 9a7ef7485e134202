package io.tiphys.gateway.kubernetes.cluster;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

/**
 * Watches objects under the gateway's own account and receives their metadata alone (Kubernetes' PartialObjectMetadata): a
 * workflow's specification and status never leave the API server, and cost no memory here. Thread-safe.
 */
public final class MetadataClient implements AutoCloseable {
    /** Kubernetes refuses each form for the other kind of request. */
    private static final String ACCEPT = "application/json;as=PartialObjectMetadata%s;g=meta.k8s.io;v=v1";

    private final Config config;
    private @Nullable KubernetesClient client;

    /** Opens nothing before the first watch: most environments have none. */
    MetadataClient(Config config) {
        this.config = config;
    }

    private synchronized KubernetesClient client() {
        KubernetesClient known = client;
        if (known == null) {
            known = open(config);
            client = known;
        }
        return known;
    }

    private static KubernetesClient open(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization())
                .withHttpClientBuilderConsumer(builder -> {
                    HeaderLogs.silence(builder);
                    builder.addOrReplaceInterceptor("metadata", new Interceptor() {
                        @Override
                        public void before(BasicBuilder request, HttpRequest sent, RequestTags tags) {
                            boolean watch = sent.uri().getRawQuery().contains("watch=true");
                            request.setHeader("Accept", ACCEPT.formatted(watch ? "" : "List"));
                        }
                    });
                })
                .build();
    }

    /** Kubernetes writes an empty list of metadata as null, which fabric8 7.8 does not expect. */
    private static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP));
        return new KubernetesSerialization(mapper, true);
    }

    /**
     * A watch that is not running yet.
     *
     * @param type the namespaced type of the objects
     * @param selector a label selector
     */
    public SharedIndexInformer<GenericKubernetesResource> watch(
            ResourceDefinitionContext type, String namespace, String selector) {
        return client().genericKubernetesResources(type)
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .runnableInformer(0);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
