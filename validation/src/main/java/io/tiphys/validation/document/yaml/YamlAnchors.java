package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.DocumentLimits;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.TreeBuilder;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.bounds.JsonSize;
import io.tiphys.validation.finding.ShownText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The anchors of a YAML document, and the repetition of their values. Not thread-safe. */
final class YamlAnchors {
    /**
     * The value of an anchor.
     *
     * @param node the value; null while it is still being read
     * @param decodes the number of steps of Kubernetes' reader for it
     * @param key its text as a key; null if it cannot be a key
     */
    private record Anchored(
            @Nullable ManifestNode node,
            long size,
            int nodes,
            long decodes,
            @Nullable String key) {}

    /** The amount that was read before an anchor. */
    record Mark(long size, int nodes, long decodes) {}

    private static final int MOST = 10_000;
    private static final Anchored OPEN = new Anchored(null, 0, 0, 0, null);

    private final Map<String, Anchored> anchors = new HashMap<>();
    private final DocumentReading reading;
    private final AliasShare share = new AliasShare();

    YamlAnchors(DocumentReading reading) {
        this.reading = reading;
    }

    /** Counts a value or key that is not an alias. */
    void count() {
        share.count();
    }

    Mark open(String anchor, ManifestPlace place) {
        if (anchors.size() >= MOST && !anchors.containsKey(anchor)) {
            throw fatal(DocumentRule.ALIAS_EXPANSION, place, "The document has more than " + MOST + " anchors.");
        }
        anchors.put(anchor, OPEN);
        return new Mark(reading.size(), reading.nodes(), share.decodes() - 1);
    }

    /** @param key its text as a key; null if it cannot be a key */
    void close(String anchor, ManifestNode node, Mark mark, @Nullable String key) {
        anchors.put(
                anchor,
                new Anchored(
                        node,
                        reading.size() - mark.size(),
                        reading.nodes() - mark.nodes(),
                        share.decodes() - mark.decodes(),
                        key));
    }

    /** The value of an alias, as a separate value at the alias' position. */
    ManifestNode repeated(String anchor, ManifestPlace place, int depth) {
        Anchored anchored = anchored(anchor, place);
        ManifestNode node = anchored.node();
        if (node == null) {
            throw fatal(
                    DocumentRule.RECURSIVE_ALIAS,
                    place,
                    "The alias " + ShownText.quoted(anchor) + " is inside its own value.");
        }
        reading.repeat(anchored.nodes(), place);
        reading.addSize(anchored.size());
        return reading.keeps() ? copy(node, place, depth) : node;
    }

    /** The text of an alias as a key; null if it cannot be a key. */
    @Nullable
    String key(String anchor, ManifestPlace place) {
        return anchored(anchor, place).key();
    }

    private Anchored anchored(String anchor, ManifestPlace place) {
        Anchored anchored = anchors.get(anchor);
        if (anchored == null) {
            throw fatal(
                    DocumentRule.UNKNOWN_ALIAS,
                    place,
                    "The alias " + ShownText.quoted(anchor) + " has no anchor before it.");
        }
        if (share.repeat(anchored.decodes())) {
            throw fatal(
                    DocumentRule.ALIAS_EXPANSION,
                    place,
                    "Nearly all that the document says up to here is repeated by aliases; Kubernetes refuses that.");
        }
        return anchored;
    }

    /** A copy of a merged value at another position, which adds to the document's size and values. */
    ManifestNode merged(ManifestNode node, ManifestPlace place, int depth) {
        reading.repeat(JsonSize.nodesOf(node), place);
        reading.addSize(JsonSize.of(node));
        return copy(node, place, depth);
    }

    /** The copy has the source location of its definition, and the pointer of its use. */
    private ManifestNode copy(ManifestNode node, ManifestPlace place, int depth) {
        ManifestPlace written =
                new ManifestPlace(place.parent(), place.key(), place.index(), node.line(), node.column());
        if (depth > DocumentLimits.DEEPEST && !(node instanceof ManifestScalar)) {
            throw fatal(
                    DocumentRule.NESTING,
                    place,
                    "The document is nested deeper than " + DocumentLimits.DEEPEST + " levels.");
        }
        if (node instanceof ManifestScalar scalar) {
            return TreeBuilder.scalar(written, scalar.type(), scalar.text(), scalar.written());
        }
        if (node instanceof ManifestArray array) {
            ManifestArray copy = TreeBuilder.array(written);
            array.elements().forEach(element -> TreeBuilder.add(copy, copy(element, inside(copy, element), depth + 1)));
            return copy;
        }
        ManifestObject copy = TreeBuilder.object(written);
        ((ManifestObject) node)
                .members()
                .forEach(member -> TreeBuilder.add(copy, copy(member, inside(copy, member), depth + 1)));
        return copy;
    }

    private static ManifestPlace inside(ManifestNode parent, ManifestNode child) {
        return new ManifestPlace(parent, child.key(), child.index(), child.line(), child.column());
    }

    private RuntimeException fatal(DocumentRule rule, ManifestPlace place, String message) {
        return reading.fatal(rule.finding(place.pointer(), place.line(), place.column(), message));
    }
}
