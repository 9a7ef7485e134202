package io.tiphys.validation.yaml.text;

/** A text is invalid YAML. The message is a clause about the text, without a full stop. */
@SuppressWarnings("serial") // never serialized
public final class YamlFault extends RuntimeException {
    /** The kind of an error. */
    public enum Kind {
        /** A character that YAML forbids everywhere. */
        CHARACTER,
        /** A byte order mark that is not at the beginning of the text. */
        BYTE_ORDER_MARK,
        /** A tab in the indentation. */
        TAB,
        /** A backslash in double quotes that begins no escape. */
        ESCAPE,
        /** A colon after a value that cannot be a key. */
        COLON,
        /** Any other error. */
        SYNTAX
    }

    private final Kind kind;
    private final int index;

    public YamlFault(Kind kind, String problem, int index) {
        super(problem, null, false, false);
        this.kind = kind;
        this.index = index;
    }

    public static YamlFault syntax(String problem, int index) {
        return new YamlFault(Kind.SYNTAX, problem, index);
    }

    /** The kind of the error. */
    public Kind kind() {
        return kind;
    }

    /** The index in the text at which it was detected. */
    public int index() {
        return index;
    }
}
