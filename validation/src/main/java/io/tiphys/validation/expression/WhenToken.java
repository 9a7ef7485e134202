package io.tiphys.validation.expression;

import java.util.EnumSet;
import java.util.Set;

/**
 * A token of a condition.
 *
 * @param kind its kind
 * @param text as it is written, of a quoted text without the quotes
 */
record WhenToken(Kind kind, String text) {
    /** The kinds of govaluate's tokens; times count as texts. */
    enum Kind {
        START,
        PREFIX,
        NUMBER,
        BOOLEAN,
        TEXT,
        WORD,
        SEPARATOR,
        ACCESSOR,
        COMPARATOR,
        LOGICAL,
        MODIFIER,
        OPEN,
        CLOSE,
        TERNARY;

        private static final Set<Kind> VALUES = EnumSet.of(NUMBER, BOOLEAN, TEXT, WORD);

        /** Whether the token is a value that is written there. */
        boolean isValue() {
            return VALUES.contains(this);
        }

        /** Whether an expression may end with it. */
        boolean mayEnd() {
            return isValue() || this == ACCESSOR || this == CLOSE;
        }

        /** What may follow, as govaluate's {@code validLexerStates} say. */
        Set<Kind> next() {
            return switch (this) {
                case START, SEPARATOR -> EnumSet.of(PREFIX, NUMBER, BOOLEAN, TEXT, WORD, ACCESSOR, OPEN);
                case OPEN, COMPARATOR, LOGICAL ->
                    EnumSet.of(PREFIX, NUMBER, BOOLEAN, TEXT, WORD, ACCESSOR, OPEN, CLOSE);
                case MODIFIER -> EnumSet.of(PREFIX, NUMBER, BOOLEAN, TEXT, WORD, ACCESSOR, OPEN, CLOSE);
                case CLOSE ->
                    EnumSet.of(
                            COMPARATOR,
                            MODIFIER,
                            NUMBER,
                            BOOLEAN,
                            WORD,
                            TEXT,
                            OPEN,
                            CLOSE,
                            LOGICAL,
                            TERNARY,
                            SEPARATOR);
                case NUMBER, BOOLEAN, TEXT, WORD ->
                    EnumSet.of(MODIFIER, COMPARATOR, LOGICAL, CLOSE, TERNARY, SEPARATOR);
                case ACCESSOR -> EnumSet.of(OPEN, MODIFIER, COMPARATOR, LOGICAL, CLOSE, TERNARY, SEPARATOR);
                case PREFIX -> EnumSet.of(NUMBER, BOOLEAN, ACCESSOR, OPEN, CLOSE); // Argo makes a text of each word
                case TERNARY -> EnumSet.of(PREFIX, NUMBER, BOOLEAN, TEXT, WORD, ACCESSOR, OPEN, SEPARATOR);
            };
        }
    }
}
