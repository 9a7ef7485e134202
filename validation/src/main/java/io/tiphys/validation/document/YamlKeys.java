package io.tiphys.validation.document;

import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.yaml.YamlEvent;
import io.tiphys.validation.yaml.YamlEvent.Kind;
import io.tiphys.validation.yaml.YamlParser;
import org.jspecify.annotations.Nullable;

/** Reads keys of YAML objects as Kubernetes converts them to texts, and reports invalid ones. Not thread-safe. */
final class YamlKeys {
    private final YamlParser parser;
    private final YamlAnchors anchors;
    private final TextPositions positions;
    private final DocumentReading reading;

    YamlKeys(YamlParser parser, YamlAnchors anchors, TextPositions positions, DocumentReading reading) {
        this.parser = parser;
        this.anchors = anchors;
        this.positions = positions;
        this.reading = reading;
    }

    /** The text of a scalar as a key; null if it cannot be a key. */
    @Nullable
    String text(YamlEvent event) {
        if (!event.is(Kind.SCALAR)) {
            return null;
        }
        YamlScalars.Resolution resolution = YamlScalars.resolve(event);
        return resolution instanceof YamlScalars.Value value ? value.key() : ((YamlScalars.Flaw) resolution).key();
    }

    /** Reads the merge key that is next. */
    ManifestKey mergeKey(ManifestObject object) {
        YamlEvent event = parser.next();
        positions.moveTo(event.index());
        String anchor = event.anchor();
        if (anchor != null) {
            keep(anchor, object, event, "<<");
        }
        return new ManifestKey("<<", positions.line(), positions.column());
    }

    /**
     * Reads a key. A reported scalar key keeps its text as written.
     *
     * @param skip skips a key that is an object or a list
     */
    ManifestKey read(ManifestObject object, Runnable skip) {
        YamlEvent event = parser.peek();
        positions.moveTo(event.index());
        int line = positions.line();
        int column = positions.column();
        String anchor = event.anchor();
        if (event.is(Kind.ALIAS)) {
            parser.next();
            ManifestPlace place = new ManifestPlace(object, null, 0, line, column);
            return key(object, anchors.key(String.valueOf(anchor), place), "", line, column);
        }
        if (event.is(Kind.SCALAR)) {
            parser.next();
            anchors.count();
            String text = text(event);
            if (anchor != null) {
                keep(anchor, object, event, text);
            }
            return key(object, text, event.text(), line, column);
        }
        reportNoText(object, line, column);
        skip.run();
        return new ManifestKey("", line, column);
    }

    private void keep(String anchor, ManifestObject object, YamlEvent event, @Nullable String key) {
        ManifestPlace place = new ManifestPlace(object, null, 0, positions.line(), positions.column());
        YamlAnchors.Mark mark = anchors.open(anchor, place);
        if (YamlScalars.resolve(event) instanceof YamlScalars.Value value) {
            anchors.close(anchor, reading.scalar(place, value.type(), value.text()), mark, key);
            reading.forgetSizeSince(mark.size());
        }
    }

    private ManifestKey key(ManifestObject object, @Nullable String text, String written, int line, int column) {
        ManifestKey key = new ManifestKey(text == null ? written : text, line, column);
        if (text == null && written.isEmpty()) {
            reportNoText(object, line, column);
        } else if (text == null) {
            reading.reportKey(
                    DocumentRule.KEY_NOT_TEXT,
                    object,
                    key,
                    "YAML reads the key " + ShownText.quoted(written) + " as something that cannot be a key.");
        }
        return key;
    }

    private void reportNoText(ManifestObject object, int line, int column) {
        reading.report(DocumentRule.KEY_NOT_TEXT.finding(
                object.pointer(),
                line,
                column,
                "A key of this object is an object, a list or null, and not a text.",
                "If this is a {{variable}}, put quotes around it."));
    }
}
