package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Argo's objects as Kubernetes has them, without what the controller adds in its own time. */
final class NamespaceObjects {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT);
    private static final List<String> NOT_OF_THE_CALLER = List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "managedFields",
            "generation",
            "finalizers",
            "ownerReferences",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");
    private static final List<String> OF_THE_CONTROLLER = List.of(
            "workflows.argoproj.io/phase",
            "workflows.argoproj.io/completed",
            "workflows.argoproj.io/workflow-archiving-status",
            "workflows.argoproj.io/pod-name-format",
            "workflows.argoproj.io/last-seen-version",
            "cronworkflows.argoproj.io/last-used-schedule");

    private NamespaceObjects() {}

    /** What a namespace and the cluster-wide templates that are named after it hold, as JSON that can be compared. */
    static String of(KubernetesClient admin, String namespace) {
        List<JsonNode> objects = new ArrayList<>();
        for (Map.Entry<String, String> kind : Map.of(
                        "Workflow",
                        "workflows",
                        "WorkflowTemplate",
                        "workflowtemplates",
                        "CronWorkflow",
                        "cronworkflows")
                .entrySet()) {
            admin.genericKubernetesResources(definition(kind.getKey(), kind.getValue(), true))
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(object -> objects.add(comparable(object)));
        }
        clusterTemplates(admin, namespace).forEach(object -> objects.add(comparable(object)));
        admin.configMaps().inNamespace(namespace).list().getItems().stream()
                .filter(one -> !one.getMetadata().getName().equals("kube-root-ca.crt"))
                .forEach(one -> objects.add(JSON.valueToTree(Map.of("kind", "ConfigMap", "data", one.getData()))));
        objects.sort(
                Comparator.comparing((JsonNode object) -> object.at("/kind").asText()
                                + Normalised.text(object.at("/metadata/name").asText()))
                        .thenComparing(JsonNode::toString));
        try {
            return JSON.writeValueAsString(objects);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the cluster-wide templates that are named after a namespace. */
    static void removeClusterTemplates(KubernetesClient admin, String namespace) {
        clusterTemplates(admin, namespace)
                .forEach(object -> admin.resource(object).delete());
    }

    private static Stream<GenericKubernetesResource> clusterTemplates(KubernetesClient admin, String namespace) {
        return admin
                .genericKubernetesResources(definition("ClusterWorkflowTemplate", "clusterworkflowtemplates", false))
                .list()
                .getItems()
                .stream()
                .filter(object -> object.getMetadata().getName().startsWith(namespace));
    }

    static ResourceDefinitionContext definition(String kind, String plural, boolean namespaced) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("argoproj.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(namespaced)
                .build();
    }

    private static JsonNode comparable(GenericKubernetesResource object) {
        ObjectNode tree = JSON.valueToTree(object);
        tree.remove("status");
        ObjectNode metadata = (ObjectNode) tree.path("metadata");
        metadata.remove(NOT_OF_THE_CALLER);
        for (String part : List.of("labels", "annotations")) {
            if (metadata.get(part) instanceof ObjectNode pairs) {
                pairs.remove(OF_THE_CONTROLLER);
                if (pairs.isEmpty()) {
                    metadata.remove(part);
                }
            }
        }
        return tree;
    }
}
