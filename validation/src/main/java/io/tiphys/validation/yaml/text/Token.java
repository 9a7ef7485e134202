package io.tiphys.validation.yaml.text;

import org.jspecify.annotations.Nullable;

/** A token with its position. The first token of a potential key refers to it until the key is decided. */
public final class Token {
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
    public static Token of(TokenType type, int index, int end) {
        return new Token(type, index, end, "", "", false);
    }

    /** An anchor or alias with its name, or a directive with its two values. */
    public static Token of(TokenType type, int index, String value, String suffix) {
        return new Token(type, index, index, value, suffix, false);
    }

    public static Token scalar(int index, String value, boolean plain) {
        return new Token(TokenType.SCALAR, index, index, value, "", plain);
    }

    public TokenType type() {
        return type;
    }

    public boolean is(TokenType other) {
        return type == other;
    }

    public int index() {
        return index;
    }

    /** The end of an indicator. */
    public int end() {
        return end;
    }

    /** The name of an anchor, the text of a scalar, the handle of a tag, the first value of a directive. */
    public String value() {
        return value;
    }

    /** The suffix of a tag, the second value of a directive. */
    public String suffix() {
        return suffix;
    }

    /** Whether a scalar is written without quotes and not as a block. */
    public boolean plain() {
        return plain;
    }

    @Nullable
    public SimpleKey simpleKey() {
        return simpleKey;
    }

    public void mayBegin(SimpleKey key) {
        simpleKey = key;
    }

    /** The consumer need not wait for the key that it may begin. */
    public void beginsNoKey() {
        simpleKey = null;
    }
}
