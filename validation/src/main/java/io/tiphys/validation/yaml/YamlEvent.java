package io.tiphys.validation.yaml;

import org.jspecify.annotations.Nullable;

/**
 * A step through a YAML document.
 *
 * @param kind the kind of the event
 * @param index its index in the text; for a value with an anchor or a tag, the index of these
 * @param anchor the name of a value's anchor, or of the anchor of an alias; null for none
 * @param tag the whole tag of a scalar; null for none
 * @param text the text of a scalar; empty otherwise
 * @param plain whether a scalar's type depends on its text: without quotes and tag, or with the tag {@code !}
 */
public record YamlEvent(
        Kind kind,
        int index,
        @Nullable String anchor,
        @Nullable String tag,
        String text,
        boolean plain) {
    /** The kind of an event. */
    public enum Kind {
        /** A document begins. */
        DOCUMENT_START,
        /** A document ends. */
        DOCUMENT_END,
        /** A value from another position is repeated. */
        ALIAS,
        /** A text, number or the like. */
        SCALAR,
        /** A list begins. */
        SEQUENCE_START,
        /** The innermost list ends. */
        SEQUENCE_END,
        /** An object begins; keys and values alternate. */
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
