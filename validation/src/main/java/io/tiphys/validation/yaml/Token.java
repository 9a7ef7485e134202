package io.tiphys.validation.yaml;

import org.jspecify.annotations.Nullable;

/** A token with its position. The first token of a potential key refers to it until the key is decided. */
final class Token {
    private final TokenType type;
    private final int index;
    private final int end;
    private final String value;
    private final String suffix;
    private final boolean plain;
    private @Nullable SimpleKey simpleKey;

    private Token(TokenType type, int index, int end, String value, String suffix, boolean plain) {
        this.type = type;
        this.index = index;
        this.end = end;
        this.value = value;
        this.suffix = suffix;
        this.plain = plain;
    }

    /** A token without content. */
    static Token of(TokenType type, int index, int end) {
        return new Token(type, index, end, "", "", false);
    }

    /** An anchor or alias with its name, or a directive with its two values. */
    static Token of(TokenType type, int index, String value, String suffix) {
        return new Token(type, index, index, value, suffix, false);
    }

    static Token scalar(int index, String value, boolean plain) {
        return new Token(TokenType.SCALAR, index, index, value, "", plain);
    }

    TokenType type() {
        return type;
    }

    boolean is(TokenType other) {
        return type == other;
    }

    int index() {
        return index;
    }

    /** The end of an indicator. */
    int end() {
        return end;
    }

    /** The name of an anchor, the text of a scalar, the handle of a tag, the first value of a directive. */
    String value() {
        return value;
    }

    /** The suffix of a tag, the second value of a directive. */
    String suffix() {
        return suffix;
    }

    /** Whether a scalar is written without quotes and not as a block. */
    boolean plain() {
        return plain;
    }

    @Nullable
    SimpleKey simpleKey() {
        return simpleKey;
    }

    void mayBegin(SimpleKey key) {
        simpleKey = key;
    }
}
