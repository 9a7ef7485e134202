package io.tiphys.validation.document;

import io.tiphys.validation.finding.ShownText;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Reads the keys of YAML's objects, and reports those that are no texts. Not thread-safe. */
final class YamlKeys {
    private final Parser parser;
    private final DocumentReading reading;

    YamlKeys(Parser parser, DocumentReading reading) {
        this.parser = parser;
        this.reading = reading;
    }

    /**
     * Reads a key. One that is reported stands for itself as it is written, if it is a scalar.
     *
     * @param skip reads over a key that is an object or a list
     */
    ManifestKey read(ManifestObject object, Runnable skip) {
        Event event = parser.peekEvent();
        if (event instanceof ScalarEvent scalar && scalar.getAnchor() == null) {
            parser.getEvent();
            ManifestKey key = new ManifestKey(scalar.getValue(), line(event), column(event));
            if (!YamlScalars.isMergeKey(scalar) && !YamlScalars.isText(scalar)) {
                reading.reportKey(
                        DocumentRule.KEY_NOT_TEXT,
                        object,
                        key,
                        "YAML reads the key " + ShownText.quoted(key.text()) + " as something else than a text.");
            }
            return key;
        }
        reading.report(DocumentRule.KEY_NOT_TEXT.finding(
                object.pointer(),
                line(event),
                column(event),
                "A key here is an object, a list, an anchor or an alias, and not a text.",
                "If this is a {{variable}}, put quotes around it."));
        skip.run();
        return new ManifestKey("", line(event), column(event));
    }

    /** The line of an event, from 1. */
    static int line(Event event) {
        Mark mark = event.getStartMark();
        return mark == null ? 1 : mark.getLine() + 1;
    }

    /** The column of an event, in characters from 1. */
    static int column(Event event) {
        Mark mark = event.getStartMark();
        return mark == null ? 1 : mark.getColumn() + 1;
    }
}
