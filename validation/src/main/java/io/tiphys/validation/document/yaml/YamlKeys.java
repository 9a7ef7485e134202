package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.text.TextPositions;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.yaml.YamlEvent;
import io.tiphys.validation.yaml.YamlEvent.Kind;
import io.tiphys.validation.yaml.YamlParser;
import org.jspecify.annotations.Nullable;

/** Reads keys of YAML objects as Kubernetes converts them to texts, and reports invalid ones. Not thread-safe. */
final class YamlKeys {
    private static final int LONGEST_VARIABLE = 100;

    private final String text;
    private final YamlParser parser;
    private final YamlAnchors anchors;
    private final TextPositions positions;
    private final DocumentReading reading;

    YamlKeys(String text, YamlParser parser, YamlAnchors anchors, TextPositions positions, DocumentReading reading) {
        this.text = text;
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
            String key = text(event);
            if (anchor != null) {
                keep(anchor, object, event, key);
            }
            return key(object, key, event.text(), line, column);
        }
        reportNoText(object, event.index(), line, column);
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

    private ManifestKey key(ManifestObject object, @Nullable String name, String written, int line, int column) {
        ManifestKey key = new ManifestKey(name == null ? written : name, line, column);
        if (name == null && written.isEmpty()) {
            reportNoText(object, -1, line, column);
        } else if (name == null) {
            reading.reportKey(
                    DocumentRule.KEY_NOT_TEXT,
                    object,
                    key,
                    "YAML reads the key " + ShownText.quoted(written) + " as something that cannot be a key.");
        }
        return key;
    }

    /** @param index the position of a key that is a list or an object; -1 for another */
    private void reportNoText(ManifestObject object, int index, int line, int column) {
        int close = index > 0 && text.startsWith("{{", index - 1) ? text.indexOf("}}", index) : -1;
        String variable = close < 0 || close - index > LONGEST_VARIABLE ? "" : text.substring(index - 1, close + 2);
        if (!variable.isEmpty() && variable.indexOf('\n') < 0) {
            String shown = ShownText.plain(variable);
            reading.report(DocumentRule.KEY_NOT_TEXT.finding(
                    object.pointer(),
                    line,
                    column,
                    shown + " without quotes is no text for YAML, but an object in an object.",
                    "Put quotes around the whole value: \"" + shown + "\"."));
            return;
        }
        reading.report(DocumentRule.KEY_NOT_TEXT.finding(
                object.pointer(),
                line,
                column,
                "A key of this object is an object, a list or null, and not a text.",
                "If this is a {{variable}}, put quotes around it."));
    }
}
