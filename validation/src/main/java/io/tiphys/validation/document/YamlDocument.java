package io.tiphys.validation.document;

import io.tiphys.validation.document.ManifestScalar.Type;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Reads one YAML 1.1 document into a located tree with the meaning that Kubernetes gives it (sigs.k8s.io/yaml). Works on
 * the parser's events, so that nothing is kept of what turns out to be too large or refused.
 */
final class YamlDocument {
    private static final int MOST_DOCUMENTS = 100;

    private final Parser parser;
    private final DocumentReading reading;
    private final YamlAnchors anchors;
    private final YamlKeys keys;
    private @Nullable ManifestNode container;

    private YamlDocument(String text, DocumentReading reading) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ManifestReader.LARGEST_DOCUMENT + 1);
        this.parser = new ParserImpl(new YamlText(text), options);
        this.reading = reading;
        this.anchors = new YamlAnchors(reading);
        this.keys = new YamlKeys(parser, reading);
    }

    /** @throws UnreadableDocumentException */
    static ManifestObject read(String text, DocumentReading reading) {
        YamlDocument document = null;
        try {
            document = new YamlDocument(text, reading);
            return document.document();
        } catch (YAMLException e) {
            throw reading.fatal(YamlSyntax.finding(e, text, place(document)));
        } catch (NumberFormatException e) {
            // SnakeYAML hands the digits of an escape to the JDK when there are none.
            throw reading.fatal(YamlSyntax.emptyEscape(text, place(document)));
        }
    }

    private static String place(@Nullable YamlDocument document) {
        ManifestNode open = document == null ? null : document.container;
        return open == null ? "" : open.pointer();
    }

    private ManifestObject document() {
        parser.getEvent(); // the start of the stream
        ManifestObject root = null;
        for (int documents = 0; parser.getEvent().is(Event.ID.DocumentStart); documents++) {
            Event first = parser.peekEvent();
            if (isNothing(first) && documents < MOST_DOCUMENTS) {
                parser.getEvent(); // Kubernetes' tools skip empty documents
            } else if (root == null) {
                root = root(first);
            } else {
                throw reading.fatal(DocumentRule.SEVERAL_DOCUMENTS.finding(
                        "", YamlKeys.line(first), YamlKeys.column(first), "A second YAML document begins here."));
            }
            parser.getEvent(); // the end of the document
        }
        if (root == null) {
            throw reading.fatal(DocumentRule.EMPTY_DOCUMENT.finding("", 1, 1, "The document is empty."));
        }
        return root;
    }

    private ManifestObject root(Event first) {
        if (first instanceof MappingStartEvent && value(null, null, 0, 1) instanceof ManifestObject root) {
            return root;
        }
        throw reading.notAnObject(YamlKeys.line(first), YamlKeys.column(first));
    }

    private static boolean isNothing(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().isEmpty()
                && scalar.isPlain()
                && scalar.getTag() == null
                && scalar.getAnchor() == null;
    }

    private ManifestNode value(@Nullable ManifestNode parent, @Nullable ManifestKey key, int index, int depth) {
        Event event = parser.getEvent();
        ManifestPlace place = new ManifestPlace(parent, key, index, YamlKeys.line(event), YamlKeys.column(event));
        if (event instanceof AliasEvent alias) {
            return anchors.repeated(alias.getAnchor(), place, depth);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        long size = reading.size();
        int nodes = reading.nodes();
        if (anchor != null) {
            anchors.open(anchor, place);
        }
        ManifestNode node = unnamed(event, place, depth);
        if (anchor != null) {
            anchors.close(anchor, node, reading.size() - size, reading.nodes() - nodes);
        }
        return node;
    }

    private ManifestNode unnamed(Event event, ManifestPlace place, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, place);
        }
        if (event instanceof MappingStartEvent start) {
            return object(start, new ManifestObject(place), depth);
        }
        return array((CollectionStartEvent) event, new ManifestArray(place), depth);
    }

    private ManifestScalar scalar(ScalarEvent event, ManifestPlace place) {
        YamlScalars.Resolution resolution = YamlScalars.resolve(event);
        if (resolution instanceof YamlScalars.Value value) {
            return reading.scalar(place, value.type(), value.text());
        }
        YamlScalars.Flaw flaw = (YamlScalars.Flaw) resolution;
        reading.report(flaw.rule().finding(place.pointer(), place.line(), place.column(), flaw.message()));
        return reading.scalar(place, Type.NULL, "null");
    }

    private ManifestArray array(CollectionStartEvent start, ManifestArray array, int depth) {
        enter(start, array, "tag:yaml.org,2002:seq", depth);
        for (int index = 0; !parser.checkEvent(Event.ID.SequenceEnd); index++) {
            reading.separator(index);
            reading.element(array, value(array, null, index, depth + 1));
        }
        return leave(array);
    }

    private ManifestObject object(CollectionStartEvent start, ManifestObject object, int depth) {
        enter(start, object, "tag:yaml.org,2002:map", depth);
        Set<String> known = DocumentReading.noKeys();
        List<YamlMerge> merges = new ArrayList<>(0);
        int index = 0;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event event = parser.peekEvent();
            ManifestKey key = keys.read(object, () -> value(object, null, 0, depth + 1));
            if (event instanceof ScalarEvent scalar && YamlScalars.isMergeKey(scalar)) {
                merge(object, key, index, depth, merges.isEmpty())
                        .ifPresent(node -> merges.add(new YamlMerge(key, node, known)));
            } else {
                member(object, key, index++, depth, known);
            }
        }
        merges.forEach(merge -> merge.into(object, known, anchors, reading, depth));
        return leave(object);
    }

    /** Reads what is merged; empty for a second merge key, which is reported. */
    private Optional<ManifestNode> merge(ManifestObject object, ManifestKey key, int index, int depth, boolean first) {
        long before = reading.size();
        ManifestNode merged = value(object, key, index, depth + 1);
        if (reading.keeps()) {
            reading.forgetSizeSince(before);
        }
        if (!first) {
            reading.reportKey(DocumentRule.DUPLICATE_KEY, object, key, "The merge key << occurs more than once here.");
        }
        return first ? Optional.of(merged) : Optional.empty();
    }

    private void member(ManifestObject object, ManifestKey key, int index, int depth, Set<String> known) {
        reading.separator(index);
        reading.key(object, key, known);
        long before = reading.size();
        reading.member(object, key, value(object, key, index, depth + 1), before);
    }

    private void enter(CollectionStartEvent start, ManifestNode node, String ownTag, int depth) {
        String tag = start.getTag();
        if (tag != null && !tag.equals("!") && !tag.equals(ownTag)) {
            reading.report(DocumentRule.TAG_NOT_ALLOWED.finding(
                    node.pointer(),
                    node.line(),
                    node.column(),
                    "The tag " + ShownText.quoted(tag) + " means nothing to Kubernetes."));
        }
        reading.begin(node, depth);
        container = node;
    }

    private <N extends ManifestNode> N leave(N node) {
        parser.getEvent(); // the end of the object or array
        container = node.parent();
        return node;
    }
}
