package io.tiphys.validation.yaml.text;

/** A potential key without a question mark: a colon on the same line makes it a key. */
public final class SimpleKey {
    /** The maximum number of characters before the colon. */
    private static final int LONGEST = 1024;

    private final boolean required;
    private final int tokenNumber;
    private final int index;
    private final int line;
    private final int column;
    private boolean possible = true;

    /**
     * @param required whether only a key is allowed here
     * @param tokenNumber the number of the token that begins it, in the stream
     */
    public SimpleKey(boolean required, int tokenNumber, Cursor at) {
        this.required = required;
        this.tokenNumber = tokenNumber;
        this.index = at.index();
        this.line = at.line();
        this.column = at.column();
    }

    public int tokenNumber() {
        return tokenNumber;
    }

    public int index() {
        return index;
    }

    public int column() {
        return column;
    }

    /**
     * Whether a colon at a position would still make it a key.
     *
     * @throws YamlFault if it would not, though a key is required
     */
    public boolean isPossible(Cursor at) {
        if (possible && (line < at.line() || column + LONGEST < at.column())) {
            giveUp();
        }
        return possible;
    }

    /** Decides that it is no key. @throws YamlFault if a key is required */
    public void giveUp() {
        if (possible && required) {
            throw YamlFault.syntax("a key is expected here, and it has no colon", index);
        }
        possible = false;
    }

    /** Decides that it is a key. */
    public void settle() {
        possible = false;
    }
}
