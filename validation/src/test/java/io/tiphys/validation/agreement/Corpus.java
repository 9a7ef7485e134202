package io.tiphys.validation.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.files.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Argo's examples, and what comes of them by mutation. */
final class Corpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The example that has a key twice: Argo's lint does not look at a document that it cannot read. */
    static final String TWICE = "k8s-patch-json-workflow.yaml";

    private final List<Path> files = new ArrayList<>();
    private final List<List<ObjectNode>> documents = new ArrayList<>();
    private final Map<String, ObjectNode> templates = new HashMap<>();
    private final List<ObjectNode> clusterTemplates = new ArrayList<>();

    Corpus(Path examples) throws IOException {
        try (Stream<Path> walk = Files.walk(examples)) {
            files.addAll(walk.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList());
        }
        for (Path file : files) {
            List<ObjectNode> parsed = new ArrayList<>();
            for (SourceFile.SourceDocument document : SourceFile.read(file.toString(), Files.readAllBytes(file), false)
                    .documents()) {
                if (document.manifest().isPresent()) {
                    parsed.add(json(document.manifest().get()));
                }
            }
            parsed.forEach(this::note);
            if (!parsed.isEmpty()) {
                documents.add(parsed);
            }
        }
    }

    private static ObjectNode json(WorkflowManifest manifest) throws IOException {
        return (ObjectNode) JSON.readTree(manifest.toJson(ManifestAdditions.NONE));
    }

    private void note(ObjectNode document) {
        String kind = document.path("kind").asText();
        if (kind.equals("WorkflowTemplate")) {
            templates.put(document.path("metadata").path("name").asText(), document);
        } else if (kind.equals("ClusterWorkflowTemplate")) {
            clusterTemplates.add(document);
        }
    }

    List<Path> files() {
        return files;
    }

    /** The files that are workflows alone and refer to nothing outside, as they are written. */
    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            if (!text.contains("emplateRef") && !text.contains("WorkflowTemplate") && !file.endsWith(TWICE)) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The cluster's templates, which every mutant may refer to. */
    String clusterTemplates() throws IOException {
        return text(clusterTemplates);
    }

    private static String text(List<ObjectNode> documents) throws IOException {
        StringBuilder text = new StringBuilder("# generated");
        for (ObjectNode document : documents) {
            text.append("\n---\n").append(JSON.writeValueAsString(document));
        }
        return text.append('\n').toString();
    }

    /** A file with one mistake: its own namespace, with the templates it refers to. */
    record Mutant(String text, String change) {}

    Mutant mutant(int number, Random random) throws IOException {
        List<ObjectNode> copies = new ArrayList<>();
        documents.get(random.nextInt(documents.size())).forEach(document -> copies.add(document.deepCopy()));
        ObjectNode changed = copies.get(random.nextInt(copies.size()));
        String change = Mutation.of(changed.path("spec"), random);
        Map<String, ObjectNode> referred = new HashMap<>();
        copies.forEach(copy -> collect(copy, referred));
        copies.forEach(
                copy -> referred.remove(copy.path("metadata").path("name").asText()));
        referred.values().forEach(template -> copies.add(template.deepCopy()));
        for (int i = 0; i < copies.size(); i++) {
            ObjectNode metadata = copies.get(i).withObject("/metadata");
            metadata.put("namespace", "m" + number);
            if (copies.get(i).path("kind").asText().equals("ClusterWorkflowTemplate")) {
                metadata.put("name", "m" + number + "-" + i);
            }
        }
        return new Mutant(text(copies), change);
    }

    private void collect(JsonNode node, Map<String, ObjectNode> referred) {
        for (String field : List.of("templateRef", "workflowTemplateRef")) {
            ObjectNode template = templates.get(node.path(field).path("name").asText());
            if (template != null
                    && referred.putIfAbsent(
                                    template.path("metadata").path("name").asText(), template)
                            == null) {
                collect(template, referred);
            }
        }
        node.forEach(child -> collect(child, referred));
    }
}
