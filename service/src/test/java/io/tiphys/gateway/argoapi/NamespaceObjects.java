package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Argo's objects as Kubernetes has them, without what the controller adds in its own time. */
final class NamespaceObjects {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ARGO = "/apis/argoproj.io/v1alpha1";
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

    /**
     * What a namespace and the cluster-wide templates that are named after it hold, as JSON that can be compared. Read as
     * plain JSON, because hundreds of comparisons would spend most of their time in typed objects.
     */
    static String of(KubernetesClient admin, String namespace) {
        List<JsonNode> objects = new ArrayList<>();
        for (String plural : List.of("workflows", "workflowtemplates", "cronworkflows")) {
            items(admin, ARGO + "/namespaces/" + namespace + "/" + plural).forEach(objects::add);
        }
        items(admin, ARGO + "/clusterworkflowtemplates")
                .filter(object -> name(object).startsWith(namespace))
                .forEach(objects::add);
        objects.forEach(NamespaceObjects::keepComparable);
        items(admin, "/api/v1/namespaces/" + namespace + "/configmaps")
                .filter(object -> !name(object).equals("kube-root-ca.crt"))
                .forEach(object -> objects.add(
                        JSON.createObjectNode().put("kind", "ConfigMap").set("data", object.get("data"))));
        objects.sort(
                Comparator.comparing((JsonNode object) -> object.path("kind").asText() + Normalised.text(name(object)))
                        .thenComparing(JsonNode::toString));
        try {
            return JSON.writeValueAsString(objects);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JsonNode> items(KubernetesClient admin, String path) {
        try {
            return StreamSupport.stream(
                    JSON.readTree(admin.raw(path)).path("items").spliterator(), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
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

    private static void keepComparable(JsonNode object) {
        ((ObjectNode) object).remove("status");
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.remove(NOT_OF_THE_CALLER);
        for (String part : List.of("labels", "annotations")) {
            if (metadata.get(part) instanceof ObjectNode pairs) {
                pairs.remove(OF_THE_CONTROLLER);
                if (pairs.isEmpty()) {
                    metadata.remove(part);
                }
            }
        }
    }
}
