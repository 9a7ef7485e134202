package io.tiphys.gateway.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of the fields of requests: mostly such that the Argo Server finds something. Used by one thread. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry(
                    "workflow",
                    List.of("bait-run", "bait-failed", "bait-kept", "lint", "@latest", "bait-run", "absent", "")),
            Map.entry("template", List.of("plain", "outer", "inner", "evil", "lint", "absent")),
            Map.entry("cron", List.of("nightly", "absent", "lint")),
            Map.entry("pod", List.of("bait-pod", "absent")),
            Map.entry("fields", List.of("metadata", "items.metadata.name", "-status", "spec")),
            Map.entry("labels", List.of("group=one", "a=b", "a in (b,c)", "")),
            Map.entry("labelKey", List.of("group", "workflows.argoproj.io/phase")),
            Map.entry(
                    "fieldSelector",
                    List.of("metadata.name=bait-run", "metadata.name=@latest", "metadata.name=absent", "")),
            Map.entry("version", List.of("0", "1", "abc")),
            Map.entry("nameFilter", List.of("Exact", "Prefix", "Contains")),
            Map.entry("uid", List.of("00000000-0000-0000-0000-000000000000", "absent")),
            Map.entry("nodes", List.of("displayName=main", "")),
            Map.entry("text", List.of("main", "a", "")),
            Map.entry("phase", List.of("Succeeded", "Failed", "")),
            Map.entry("container", List.of("main", "wait")),
            Map.entry(
                    "submittedKind", List.of("WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow", "cronwf")),
            Map.entry("account", List.of("default", "strong")),
            Map.entry("discriminator", List.of("go", "evil", "cluster", "none")),
            Map.entry("configMap", List.of("bait-limits", "fresh-limits")),
            Map.entry("key", List.of("parallelism", "other")),
            Map.entry("syncType", List.of("CONFIGMAP", "DATABASE")),
            Map.entry("artifact", List.of("main", "absent")),
            Map.entry("collection", List.of("workflows", "archived-workflows")),
            Map.entry("direction", List.of("outputs", "inputs")),
            Map.entry("page", List.of("", "index.html", "workflows", "metrics", "oauth2/redirect")));

    private final Random random;
    private final Names names;
    private final Documents documents;

    Values(Random random, Names names) {
        this.random = random;
        this.names = names;
        this.documents = new Documents(random, names);
    }

    /** A value of a kind. */
    JsonNode next(String kind, String environment) {
        return switch (kind) {
            case "namespace" -> JSON.textNode(namespace());
            case "environment" -> JSON.textNode(environment);
            case "clusterTemplate" -> JSON.textNode(random.nextBoolean() ? names.served() : names.unserved());
            case "submitted" ->
                JSON.textNode(one(List.of("plain", "outer", "evil", "nightly", names.served(), names.unserved())));
            case "fresh" -> JSON.textNode("fresh-" + random.nextInt(1000));
            case "flag" -> JSON.booleanNode(random.nextInt(3) > 0);
            case "number" -> JSON.numberNode(1 + random.nextInt(5));
            case "json" -> JSON.numberNode(1);
            case "dryRun", "parameters" -> JSON.arrayNode().add(kind.equals("dryRun") ? "All" : "secret=other");
            case "payload" -> JSON.objectNode().put("a", 1);
            case "workflowDocument" -> documents.workflow();
            case "templateDocument" ->
                documents.template("WorkflowTemplate", one(TEXTS.getOrDefault("template", List.of("a"))));
            case "clusterTemplateDocument" -> documents.template("ClusterWorkflowTemplate", names.served());
            case "cronDocument" -> documents.cron();
            case "eventDocument" -> documents.event();
            default -> JSON.textNode(one(TEXTS.getOrDefault(kind, List.of("a"))));
        };
    }

    private String namespace() {
        int at = random.nextInt(20);
        return at < 16 ? names.served() : at < 18 ? names.unserved() : at < 19 ? "" : "kube-system";
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
