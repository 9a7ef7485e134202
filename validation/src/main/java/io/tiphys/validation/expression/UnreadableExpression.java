package io.tiphys.validation.expression;

/** An expression that cannot be read. The message is a clause that names the cause. */
final class UnreadableExpression extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableExpression(String clause) {
        super(clause, null, false, false);
    }
}
