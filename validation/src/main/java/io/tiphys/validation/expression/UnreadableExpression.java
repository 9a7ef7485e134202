package io.tiphys.validation.expression;

/** An expression that cannot be read. The message is a clause that names the cause. */
public class UnreadableExpression extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    UnreadableExpression(int position, String clause) {
        super(clause, null, false, false);
        this.position = position;
    }

    /** The cause in a condition, of which the position is of no interest. */
    UnreadableExpression(String clause) {
        this(0, clause);
    }

    /** The index of the character at which the expression cannot be read further. */
    public final int position() {
        return position;
    }

    /** The message. */
    public final String clause() {
        return String.valueOf(getMessage());
    }
}
