package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.ManifestNode.ListNode;
import io.tiphys.gateway.workflow.ManifestNode.Member;
import io.tiphys.gateway.workflow.ManifestNode.ObjectNode;
import io.tiphys.gateway.workflow.ManifestNode.Position;
import io.tiphys.gateway.workflow.ManifestNode.TextNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads one YAML 1.1 document as Kubernetes does (sigs.k8s.io/yaml), with aliases expanded, into a located tree. */
final class YamlDocument {
    /** How many nodes a document may have once its aliases are expanded: bounds the work of an alias bomb. */
    static final int MOST_NODES = 500_000;

    private final List<Violation> violations = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlDocument() {}

    /** @throws GatewayException with WORKFLOW_MALFORMED */
    static ManifestNode read(String text) {
        Node composed;
        try {
            composed = new Yaml(new SafeConstructor(options())).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw malformed(e);
        } catch (YAMLException e) {
            throw MalformedDocument.at(
                    new Position(1, 1), "", "malformed-yaml", "This is not YAML: " + firstLine(e.getMessage()) + ".");
        }
        if (composed == null) {
            throw MalformedDocument.at(new Position(1, 1), "", "empty-document", "The document is empty.");
        }
        return new YamlDocument().document(composed);
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(JsonDocument.DEEPEST);
        options.setMaxAliasesForCollections(MOST_NODES); // the number of expanded nodes is what is bounded
        options.setCodePointLimit(WorkflowManifestReader.LARGEST_WORKFLOW);
        return options;
    }

    private static GatewayException malformed(MarkedYAMLException e) {
        Position position = Optional.ofNullable(e.getProblemMark())
                .map(YamlDocument::position)
                .orElse(new Position(1, 1));
        String problem = firstLine(Optional.ofNullable(e.getProblem()).orElse("it cannot be read"));
        String rule = problem.contains("single document") || problem.contains("another document")
                ? "several-documents"
                : "malformed-yaml";
        return MalformedDocument.at(position, "", rule, "This is not one YAML document: " + problem + ".");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private ManifestNode document(Node composed) {
        ManifestNode root = node(composed, "", 1);
        if (!violations.isEmpty()) {
            throw MalformedDocument.with(violations);
        }
        return root;
    }

    private ManifestNode node(Node node, String pointer, int depth) {
        if (++nodes > MOST_NODES || depth > JsonDocument.DEEPEST) {
            throw MalformedDocument.at(
                    position(node),
                    pointer,
                    "too-complex",
                    "The document is nested deeper than " + JsonDocument.DEEPEST
                            + " levels, or its aliases expand to more than " + MOST_NODES + " nodes.");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, pointer);
        }
        if (!open.add(node)) {
            throw MalformedDocument.at(
                    position(node), pointer, "recursive-alias", "An alias stands inside of what it stands for.");
        }
        ManifestNode result = node instanceof MappingNode mapping
                ? object(mapping, pointer, depth)
                : list((SequenceNode) node, pointer, depth);
        open.remove(node);
        return result;
    }

    private ManifestNode scalar(ScalarNode scalar, String pointer) {
        UnreadableText.in(scalar.getValue()).ifPresent(message -> violate(scalar, pointer, "unreadable-text", message));
        Optional<ManifestNode> resolved = YamlScalars.resolve(scalar, position(scalar));
        if (resolved.isEmpty()) {
            violate(
                    scalar,
                    pointer,
                    "unsupported-value",
                    "JSON has no value like '" + scalar.getValue() + "' of tag " + scalar.getTag()
                            + "; write it as a quoted text.");
        }
        return resolved.orElseGet(() -> new TextNode(position(scalar), scalar.getValue()));
    }

    private ListNode list(SequenceNode sequence, String pointer, int depth) {
        standardTag(sequence, Tag.SEQ, pointer);
        List<ManifestNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(node(element, JsonPointers.element(pointer, elements.size()), depth + 1));
        }
        return new ListNode(position(sequence), elements);
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        standardTag(mapping, Tag.MAP, pointer);
        Map<String, Member> members = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                merged.add(tuple.getValueNode());
            } else {
                member(tuple, pointer, depth, members);
            }
        }
        merged.forEach(node -> merge(node, pointer, depth, members));
        return new ObjectNode(position(mapping), members);
    }

    private void member(NodeTuple tuple, String pointer, int depth, Map<String, Member> members) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key) || Tag.NULL.equals(key.getTag())) {
            violate(tuple.getKeyNode(), pointer, "unsupported-key", "A key has to be a text.");
            return;
        }
        String name = key.getValue();
        String memberPointer = JsonPointers.member(pointer, name);
        Member member = new Member(position(key), node(tuple.getValueNode(), memberPointer, depth + 1));
        if (members.putIfAbsent(name, member) != null) {
            violate(key, memberPointer, "duplicate-field", "'" + name + "' stands here twice.");
        }
    }

    /** YAML 1.1 merge keys: what stands in the mapping itself wins, then the first of several merged mappings. */
    private void merge(Node node, String pointer, int depth, Map<String, Member> members) {
        if (node instanceof SequenceNode several) {
            several.getValue().forEach(one -> merge(one, pointer, depth + 1, members));
        } else if (node(node, pointer, depth) instanceof ObjectNode object) {
            object.members().forEach(members::putIfAbsent);
        } else {
            violate(node, pointer, "unsupported-merge", "A merge key (<<) takes an object or a list of objects.");
        }
    }

    private void standardTag(Node node, Tag standard, String pointer) {
        if (!standard.equals(node.getTag())) {
            violate(node, pointer, "unsupported-tag", "The tag " + node.getTag() + " means nothing to Kubernetes.");
        }
    }

    private void violate(Node node, String pointer, String rule, String message) {
        violations.add(MalformedDocument.violation(position(node), pointer, rule, message));
    }

    private static Position position(Node node) {
        return position(node.getStartMark());
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
