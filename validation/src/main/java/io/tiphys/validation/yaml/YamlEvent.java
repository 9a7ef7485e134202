package io.tiphys.validation.yaml;

import org.jspecify.annotations.Nullable;

/**
 * A step through a YAML document.
 *
 * @param kind what happens
 * @param index where it is written, as an index of the text; of a value with an anchor or a tag where these begin
 * @param anchor the name of the anchor that a value has, or of that which an alias is for; null for none
 * @param tag the whole tag of a scalar; null for none
 * @param text the text of a scalar; empty otherwise
 * @param plain whether a scalar means what it looks like: written without quotes and tag, or with the tag {@code !}
 */
public record YamlEvent(
        Kind kind,
        int index,
        @Nullable String anchor,
        @Nullable String tag,
        String text,
        boolean plain) {
    /** What happens. */
    public enum Kind {
        /** A document begins. */
        DOCUMENT_START,
        /** A document ends. */
        DOCUMENT_END,
        /** A value that stands elsewhere is repeated. */
        ALIAS,
        /** A text, number or the like. */
        SCALAR,
        /** A list begins. */
        SEQUENCE_START,
        /** The innermost list ends. */
        SEQUENCE_END,
        /** An object begins; keys and values follow in turn. */
        MAPPING_START,
        /** The innermost object ends. */
        MAPPING_END,
        /** There are no more documents. */
        STREAM_END
    }

    static YamlEvent of(Kind kind, int index) {
        return new YamlEvent(kind, index, null, null, "", false);
    }

    static YamlEvent start(Kind kind, int index, @Nullable String anchor) {
        return new YamlEvent(kind, index, anchor, null, "", false);
    }

    /** A value that is not written. */
    static YamlEvent nothing(int index) {
        return new YamlEvent(Kind.SCALAR, index, null, null, "", true);
    }

    /** Whether it is of a kind. */
    public boolean is(Kind other) {
        return kind == other;
    }
}
