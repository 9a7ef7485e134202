package io.tiphys.gateway.environment.expression;

/** An expression that is not valid, not supported, or that has no result for a caller. The message contains no claim. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason a phrase such as {@code "character 7: operator '??' is not supported"} */
    public ExpressionException(String reason) {
        super(reason, null, false, false);
    }

    static ExpressionException at(int position, String reason) {
        return new ExpressionException("character " + (position + 1) + ": " + reason);
    }

    /** The phrase. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
