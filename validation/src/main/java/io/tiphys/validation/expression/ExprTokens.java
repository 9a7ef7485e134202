package io.tiphys.validation.expression;

import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.List;

/** The tokens of an expression, and the next one. Not thread-safe. */
class ExprTokens {
    private final List<ExprToken> tokens;
    private int at;

    ExprTokens(List<ExprToken> tokens) {
        this.tokens = tokens;
    }

    final ExprToken peek() {
        return tokens.get(at);
    }

    final boolean take(String operator) {
        boolean taken = peek().is(operator);
        at += taken ? 1 : 0;
        return taken;
    }

    final void expect(String operator) throws UnreadableExpression {
        if (!take(operator)) {
            throw unexpected();
        }
    }

    /** The token behind the next one, which is not the end. */
    final ExprToken second() {
        return tokens.get(at + 1);
    }

    /** The next token, which is then behind. */
    final ExprToken next() {
        return tokens.get(at++);
    }

    final String name() throws UnreadableExpression {
        if (peek().kind() != Kind.NAME) {
            throw unexpected();
        }
        return tokens.get(at++).text();
    }

    final UnreadableExpression unexpected() {
        if (peek().kind() == Kind.END) {
            return new UnreadableExpression("it ends too early");
        }
        String before = at == 0
                ? " at its beginning"
                : " after " + ShownText.quoted(tokens.get(at - 1).text());
        return new UnreadableExpression(ShownText.quoted(peek().text()) + " is not expected" + before);
    }
}
