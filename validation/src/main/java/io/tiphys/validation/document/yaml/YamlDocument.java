package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.ManifestScalar.Type;
import io.tiphys.validation.document.TreeBuilder;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.document.text.TextPositions;
import io.tiphys.validation.yaml.YamlEvent;
import io.tiphys.validation.yaml.YamlEvent.Kind;
import io.tiphys.validation.yaml.YamlParser;
import io.tiphys.validation.yaml.text.YamlFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML 1.1 document into a located tree, as Kubernetes and Argo read it (sigs.k8s.io/yaml). The reader works
 * on the parser's events, so it keeps nothing of a document that is too large or refused.
 */
public final class YamlDocument {
    private static final int MOST_DOCUMENTS = 100;

    private final YamlParser parser;
    private final String text;
    private final DocumentReading reading;
    private final TextPositions positions;
    private final YamlAnchors anchors;
    private final YamlKeys keys;
    private @Nullable ManifestNode container;

    private YamlDocument(String text, TextPlace start, int end, DocumentReading reading) {
        this.parser = new YamlParser(text, start.index(), end);
        this.text = text;
        this.reading = reading;
        this.positions = new TextPositions(text, start);
        this.anchors = new YamlAnchors(reading);
        this.keys = new YamlKeys(text, parser, anchors, positions, reading);
    }

    /**
     * Reads the one object of a part of a text.
     *
     * @return empty for white space, comments and nulls only
     * @throws UnreadableDocumentException
     */
    public static Optional<ManifestObject> read(String text, TextPlace start, int end, DocumentReading reading) {
        return guarded(text, start, end, reading, YamlDocument::onlyObject);
    }

    /**
     * Reads the first value of a text, of any type and with any content after it.
     *
     * @return empty for none
     * @throws UnreadableDocumentException
     */
    public static Optional<ManifestNode> first(String text, DocumentReading reading) {
        return guarded(text, TextPlace.START, text.length(), reading, YamlDocument::firstValue);
    }

    private interface Step<N> {
        Optional<N> of(YamlDocument document);
    }

    private static <N> Optional<N> guarded(
            String text, TextPlace start, int end, DocumentReading reading, Step<N> step) {
        YamlDocument document = null;
        try {
            document = new YamlDocument(text, start, end, reading);
            return step.of(document);
        } catch (YamlFault e) {
            ManifestNode open = document == null ? null : document.container;
            throw reading.fatal(YamlSyntax.finding(e, text, start, open == null ? "" : open.pointer()));
        }
    }

    private Optional<ManifestObject> onlyObject() {
        for (int documents = 0; parser.next().is(Kind.DOCUMENT_START); documents++) {
            YamlEvent first = parser.peek();
            if (!isNothing(first) || documents == MOST_DOCUMENTS) {
                ManifestObject root = root(first);
                parser.next(); // the end of the document
                requireNothingElse();
                return Optional.of(root);
            }
            parser.next(); // Kubernetes' tools skip empty documents
            parser.next(); // the end of the document
        }
        return Optional.empty();
    }

    /** Kubernetes' reader ignores content after the first document; here nothing is dropped silently. */
    private void requireNothingElse() {
        int index;
        try {
            YamlEvent next = parser.next();
            while (next.is(Kind.DOCUMENT_END) || next.is(Kind.DOCUMENT_START) && isNothing(parser.peek())) {
                next = next.is(Kind.DOCUMENT_START) ? parser.next() : next;
                next = parser.next();
            }
            if (next.is(Kind.STREAM_END)) {
                return;
            }
            index = parser.peek().index();
        } catch (YamlFault e) {
            index = e.index();
        }
        positions.moveTo(index);
        throw reading.severalDocuments(positions.line(), positions.column());
    }

    private Optional<ManifestNode> firstValue() {
        if (!parser.next().is(Kind.DOCUMENT_START)) {
            return Optional.empty();
        }
        ManifestNode value = value(null, null, 0, 1);
        parser.next(); // the end of the document; fails if the following content is invalid
        return Optional.of(value);
    }

    private ManifestObject root(YamlEvent first) {
        if (first.is(Kind.MAPPING_START) && value(null, null, 0, 1) instanceof ManifestObject root) {
            return root;
        }
        positions.moveTo(first.index());
        boolean scalar = first.is(Kind.SCALAR);
        throw reading.notAnObject(
                positions.line(),
                positions.column(),
                scalar ? "a text" : first.is(Kind.SEQUENCE_START) ? "a list" : "none",
                scalar ? YamlCauses.ofText(text, first.index()) : null);
    }

    private static boolean isNothing(YamlEvent event) {
        return event.is(Kind.SCALAR)
                && YamlScalars.resolve(event) instanceof YamlScalars.Value value
                && value.type() == Type.NULL;
    }

    private ManifestNode value(@Nullable ManifestNode parent, @Nullable ManifestKey key, int index, int depth) {
        YamlEvent event = parser.next();
        positions.moveTo(event.index());
        ManifestPlace place = new ManifestPlace(parent, key, index, positions.line(), positions.column());
        String anchor = event.anchor();
        if (event.is(Kind.ALIAS)) {
            return anchors.repeated(String.valueOf(anchor), place, depth);
        }
        anchors.count();
        if (anchor == null) {
            return unnamed(event, place, depth);
        }
        YamlAnchors.Mark mark = anchors.open(anchor, place);
        ManifestNode node = unnamed(event, place, depth);
        anchors.close(anchor, node, mark, keys.text(event));
        return node;
    }

    private ManifestNode unnamed(YamlEvent event, ManifestPlace place, int depth) {
        return switch (event.kind()) {
            case SCALAR -> scalar(event, place);
            case MAPPING_START -> object(TreeBuilder.object(place), depth);
            default -> array(TreeBuilder.array(place), depth);
        };
    }

    private ManifestScalar scalar(YamlEvent event, ManifestPlace place) {
        YamlScalars.Resolution resolution = YamlScalars.resolve(event);
        if (resolution instanceof YamlScalars.Value value) {
            return reading.scalar(place, value.type(), value.text(), event.text());
        }
        YamlScalars.Flaw flaw = (YamlScalars.Flaw) resolution;
        reading.report(flaw.rule().finding(place.pointer(), place.line(), place.column(), flaw.message()));
        return reading.scalar(place, Type.NULL, "null");
    }

    private ManifestArray array(ManifestArray array, int depth) {
        enter(array, depth);
        for (int index = 0; !parser.peek().is(Kind.SEQUENCE_END); index++) {
            reading.separator(index);
            reading.element(array, value(array, null, index, depth + 1));
        }
        return leave(array);
    }

    private ManifestObject object(ManifestObject object, int depth) {
        enter(object, depth);
        Set<String> known = DocumentReading.noKeys();
        List<YamlMerge> merges = new ArrayList<>(0);
        int index = 0;
        for (YamlEvent event = parser.peek(); !event.is(Kind.MAPPING_END); event = parser.peek()) {
            if (YamlScalars.isMergeKey(event)) {
                merges.add(merge(object, keys.mergeKey(object), index, depth, known));
            } else {
                ManifestKey key = keys.read(object, () -> value(object, null, 0, depth + 1));
                member(object, key, index++, depth, known);
            }
        }
        YamlMerge.all(merges, object, known, anchors, reading, depth);
        return leave(object);
    }

    private YamlMerge merge(ManifestObject object, ManifestKey key, int index, int depth, Set<String> known) {
        long before = reading.size();
        boolean list = parser.peek().is(Kind.SEQUENCE_START);
        boolean alias = parser.peek().is(Kind.ALIAS);
        ManifestNode merged = value(object, key, index, depth + 1);
        if (reading.keeps()) {
            reading.forgetSizeSince(before);
        }
        return new YamlMerge(key, merged, known, list && !alias);
    }

    private void member(ManifestObject object, ManifestKey key, int index, int depth, Set<String> known) {
        reading.separator(index);
        reading.key(object, key, known);
        long before = reading.size();
        reading.member(object, key, value(object, key, index, depth + 1), before);
    }

    private void enter(ManifestNode node, int depth) {
        reading.begin(node, depth);
        container = node;
    }

    private <N extends ManifestNode> N leave(N node) {
        parser.next(); // the end of the object or array
        container = node.parent();
        return node;
    }
}
