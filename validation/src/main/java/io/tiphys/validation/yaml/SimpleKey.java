package io.tiphys.validation.yaml;

/** A place where a key may have begun that has no question mark before it: a colon on the same line decides it. */
final class SimpleKey {
    /** How many characters may stand before the colon. */
    private static final int LONGEST = 1024;

    private final boolean required;
    private final int tokenNumber;
    private final int index;
    private final int line;
    private final int column;
    private boolean possible = true;

    /**
     * @param required whether nothing but a key may stand here
     * @param tokenNumber the number of the token that begins it, in the stream
     */
    SimpleKey(boolean required, int tokenNumber, Cursor at) {
        this.required = required;
        this.tokenNumber = tokenNumber;
        this.index = at.index();
        this.line = at.line();
        this.column = at.column();
    }

    int tokenNumber() {
        return tokenNumber;
    }

    int index() {
        return index;
    }

    int column() {
        return column;
    }

    /**
     * Whether a colon at a place would still make it a key.
     *
     * @throws YamlFault when it would not and has to
     */
    boolean isPossible(Cursor at) {
        if (possible && (line < at.line() || column + LONGEST < at.column())) {
            giveUp();
        }
        return possible;
    }

    /** It is no key. @throws YamlFault when it has to be one */
    void giveUp() {
        if (possible && required) {
            throw YamlFault.syntax("a key is expected here, and it has no colon", index);
        }
        possible = false;
    }

    /** It is a key, and decided. */
    void settle() {
        possible = false;
    }
}
