package io.tiphys.validation.expression;

/**
 * A token of an expression.
 *
 * @param kind its kind
 * @param text as it is written, of a quoted text with the quotes
 * @param position the index of its first character
 */
public record ExprToken(Kind kind, String text, int position) {
    /** The kinds of expr-lang's tokens; brackets count as operators. */
    public enum Kind {
        NAME,
        NUMBER,
        TEXT,
        OPERATOR,
        END
    }

    /** Whether this is the operator or bracket. */
    public boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
