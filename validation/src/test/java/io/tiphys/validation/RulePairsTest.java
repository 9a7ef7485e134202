package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Plants the mistakes of every two rules in one document, and finds both: none hides another that is independent of it. The
 * mistakes are those of the examples.
 */
class RulePairsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Mistakes after which there is no document in which the others could be. */
    private static final Set<String> WHOLE =
            Set.of("kind", "spec-missing", "templates-beside-reference", "referenced-template");

    /** Mistakes that JSON, in which the pairs are written, cannot have. */
    private static final Set<String> OF_YAML = Set.of("rewritten-value");

    /** Fields whose absence is the mistake. */
    private static final Map<String, String> ABSENT = Map.of(
            "entrypoint-required", "entrypoint",
            "no-ttl", "ttlStrategy",
            "no-deadline", "activeDeadlineSeconds");

    /** What the examples have in common: the other value is the mistake. */
    private static final Set<JsonNode> BASE = Set.of(
            JSON.getNodeFactory().textNode("argoproj.io/v1alpha1"),
            JSON.getNodeFactory().textNode("hello-"),
            JSON.getNodeFactory().textNode("library"),
            JSON.getNodeFactory().textNode("nightly"),
            JSON.createArrayNode().add("0 3 * * *"));

    private record Planted(Rule rule, ObjectNode document) {
        boolean isCron() {
            return document.path("kind").asText().equals("CronWorkflow");
        }

        boolean isSubmitted() {
            return RuleExample.SUBMITTED.contains(rule.id());
        }
    }

    @Test
    void findsTheMistakesOfEveryTwoRules() throws IOException {
        List<Planted> all = new ArrayList<>();
        for (Rule rule : WorkflowValidator.rules()) {
            if (!(rule instanceof DocumentRule) && !WHOLE.contains(rule.id()) && !OF_YAML.contains(rule.id())) {
                all.add(new Planted(rule, json(RuleExample.of(rule).wrong())));
            }
        }
        Set<String> hidden = new TreeSet<>();
        Set<String> apart = new TreeSet<>(); // only workflows are submitted
        int pairs = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Planted one = all.get(i);
                Planted other = all.get(j);
                ObjectNode document = together(one, other);
                if (document == null) {
                    apart.add(one.rule().id() + " + " + other.rule().id());
                    continue;
                }
                pairs++;
                Rule as = one.isSubmitted() ? one.rule() : other.rule();
                List<String> found = RuleExample.findings(as, document.toString()).stream()
                        .map(Finding::rule)
                        .toList();
                for (Planted planted : List.of(one, other)) {
                    if (!found.contains(planted.rule().id())) {
                        hidden.add(one.rule().id() + " + " + other.rule().id() + " gives " + found);
                    }
                }
            }
        }
        System.out.println("Pairs of mistakes: " + pairs + ", both found in " + (pairs - hidden.size())
                + "; not in one document: " + apart.size());
        assertThat(hidden).isEmpty();
        assertThat(pairs).isGreaterThan(1_500);
        assertThat(apart).hasSize(25).allMatch(pair -> pair.contains(" + cron-") || pair.contains(" + name-too-long"));
    }

    private static ObjectNode json(String document) throws IOException {
        byte[] bytes = RuleExample.bytes(document);
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        ObjectNode json = (ObjectNode) JSON.readTree(Manifests.read(text).toJson(ManifestAdditions.NONE));
        if (json.path("kind").asText().equals("WorkflowTemplate")) {
            json.put("kind", "Workflow");
        }
        return json;
    }

    /** Both documents in one; null when they contradict each other. */
    private static @Nullable ObjectNode together(Planted one, Planted other) {
        if ((one.isCron() && other.isSubmitted()) || (one.isSubmitted() && other.isCron())) {
            return null; // only workflows are submitted
        }
        ObjectNode first = renamed(one, "one-");
        ObjectNode second = renamed(other, "other-");
        if (one.isCron() != other.isCron()) {
            first = one.isCron() ? first : cron(first);
            second = other.isCron() ? second : cron(second);
        }
        ObjectNode merged = first.deepCopy();
        if (!merge(merged, second)) {
            return null;
        }
        JsonNode spec = merged.path("kind").asText().equals("CronWorkflow")
                ? merged.path("spec").path("workflowSpec")
                : merged.path("spec");
        for (Planted planted : List.of(one, other)) {
            String absent = ABSENT.get(planted.rule().id());
            if (absent != null) {
                ((ObjectNode) spec).remove(absent);
            }
        }
        return merged;
    }

    private static ObjectNode cron(ObjectNode workflow) {
        ObjectNode cron = workflow.deepCopy();
        cron.put("kind", "CronWorkflow");
        JsonNode spec = cron.path("spec");
        ((ObjectNode) cron.path("metadata")).remove("generateName");
        cron.putObject("spec").set("workflowSpec", spec);
        return cron;
    }

    /** The document with names of its own for its templates. */
    private static ObjectNode renamed(Planted planted, String prefix) {
        ObjectNode copy = planted.document().deepCopy();
        JsonNode spec = planted.isCron() ? copy.path("spec").path("workflowSpec") : copy.path("spec");
        Set<String> names = new HashSet<>();
        for (JsonNode template : spec.path("templates")) {
            names.add(template.path("name").asText());
            if (template.has("name")) {
                ((ObjectNode) template)
                        .put("name", prefix + template.path("name").asText());
            }
        }
        rename(spec, names, prefix);
        return copy;
    }

    private static void rename(JsonNode node, Set<String> names, String prefix) {
        if (node instanceof ObjectNode object) {
            for (String field : List.of("template", "entrypoint", "onExit")) {
                if (names.contains(object.path(field).asText())) {
                    object.put(field, prefix + object.path(field).asText());
                }
            }
        }
        node.forEach(child -> rename(child, names, prefix));
    }

    /** Puts what another object has into one. */
    private static boolean merge(ObjectNode into, ObjectNode other) {
        for (Map.Entry<String, JsonNode> member : other.properties()) {
            JsonNode known = into.get(member.getKey());
            if (known == null) {
                into.set(member.getKey(), member.getValue());
            } else if (known instanceof ObjectNode object && member.getValue() instanceof ObjectNode more) {
                if (!merge(object, more)) {
                    return false;
                }
            } else if (known instanceof ArrayNode list
                    && member.getValue() instanceof ArrayNode more
                    && !member.getKey().equals("schedules")) {
                list.addAll(more);
            } else if (!known.equals(member.getValue()) && !member.getKey().equals("entrypoint")) {
                boolean base = BASE.contains(known);
                boolean baseToo = BASE.contains(member.getValue());
                if (!base && !baseToo) {
                    return false;
                }
                if (base) {
                    into.set(member.getKey(), member.getValue());
                }
            }
        }
        return true;
    }
}
