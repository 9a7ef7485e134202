package io.tiphys.validation.yaml;

/** A text is no YAML. The message is a clause about the text, without a full stop. */
@SuppressWarnings("serial") // never serialized
public final class YamlFault extends RuntimeException {
    /** What sort of mistake it is. */
    public enum Kind {
        /** A character that YAML does not allow anywhere. */
        CHARACTER,
        /** A byte order mark that is not at the beginning of the text. */
        BYTE_ORDER_MARK,
        /** A tab in the indentation. */
        TAB,
        /** A colon that makes a key of what cannot be one. */
        COLON,
        /** Anything else. */
        SYNTAX
    }

    private final Kind kind;
    private final int index;

    YamlFault(Kind kind, String problem, int index) {
        super(problem, null, false, false);
        this.kind = kind;
        this.index = index;
    }

    static YamlFault syntax(String problem, int index) {
        return new YamlFault(Kind.SYNTAX, problem, index);
    }

    /** What sort of mistake it is. */
    public Kind kind() {
        return kind;
    }

    /** Where it was noticed, as an index of the text. */
    public int index() {
        return index;
    }
}
