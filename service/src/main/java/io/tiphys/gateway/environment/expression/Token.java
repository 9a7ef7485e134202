package io.tiphys.gateway.environment.expression;

/**
 * One token of an expression.
 *
 * @param kind its kind
 * @param text the name, operator or digits; of a text its content
 * @param position the index of its first character
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        OPERATOR,
        END
    }

    /** Whether this is one of these operators or brackets. */
    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
