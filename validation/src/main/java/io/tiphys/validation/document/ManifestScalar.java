package io.tiphys.validation.document;

import java.util.List;
import java.util.Optional;

/** A string, number, boolean or null of a document. */
public final class ManifestScalar extends ManifestNode {
    /** The JSON type of a scalar. */
    public enum Type {
        /** A string. */
        STRING,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL
    }

    private final Type type;
    private final String text;
    private final String written;

    ManifestScalar(ManifestPlace place, Type type, String text) {
        this(place, type, text, text);
    }

    /** @param written as {@link #written()} */
    ManifestScalar(ManifestPlace place, Type type, String text, String written) {
        super(place);
        this.type = type;
        this.text = text;
        this.written = written;
    }

    /** Its JSON type. */
    public Type type() {
        return type;
    }

    /**
     * A string's value; otherwise the JSON text: a number as the caller wrote it if that is a JSON number, {@code true},
     * {@code false} or {@code null}.
     */
    public String text() {
        return text;
    }

    /**
     * The scalar as the document has it, without quotes and escapes. It differs from {@link #text()} where YAML has forms of its
     * own: {@code on} for true, {@code 1.10} for 1.1.
     */
    public String written() {
        return written;
    }

    @Override
    public List<ManifestNode> content() {
        return List.of();
    }

    /** The value of a node that is a string; empty for any other. */
    public static Optional<String> stringOf(ManifestNode node) {
        return node instanceof ManifestScalar scalar && scalar.type == Type.STRING
                ? Optional.of(scalar.text)
                : Optional.empty();
    }
}
