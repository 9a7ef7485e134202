package io.tiphys.validation.expression;

import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.List;

/** The tokens of an expression, and the next one. Not thread-safe. */
final class ExprTokens {
    private final List<ExprToken> tokens;
    private int at;

    ExprTokens(List<ExprToken> tokens) {
        this.tokens = tokens;
    }

    ExprToken peek() {
        return tokens.get(at);
    }

    boolean isAtEnd() {
        return peek().kind() == Kind.END;
    }

    boolean take(String operator) {
        boolean taken = peek().is(operator);
        at += taken ? 1 : 0;
        return taken;
    }

    void expect(String operator) throws UnreadableExpression {
        if (!take(operator)) {
            throw unexpected();
        }
    }

    /** The token behind the next one, which is not the end. */
    ExprToken second() {
        return tokens.get(at + 1);
    }

    /** The next token, which is then behind. */
    ExprToken next() {
        return tokens.get(at++);
    }

    ExprToken name() throws UnreadableExpression {
        if (peek().kind() != Kind.NAME) {
            throw unexpected();
        }
        return next();
    }

    UnreadableExpression unexpected() {
        if (isAtEnd()) {
            return new UnreadableExpression(peek().position(), "it ends too early");
        }
        String before = at == 0
                ? " at its beginning"
                : " after " + ShownText.quoted(tokens.get(at - 1).text());
        return new UnreadableExpression(
                peek().position(), ShownText.quoted(peek().text()) + " is not expected" + before);
    }
}
