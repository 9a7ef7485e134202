package io.tiphys.validation.expression;

/**
 * A token of an expression.
 *
 * @param kind its kind
 * @param text as it is written, of a quoted text with the quotes
 */
record ExprToken(Kind kind, String text) {
    /** The kinds of expr-lang's tokens; brackets count as operators. */
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
