package io.tiphys.validation.expression;

import io.tiphys.validation.expression.Expr.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the members, elements and slices that are selected of a value, for {@link ExprOperands}. */
final class ExprSelections {
    private final ExprTokens tokens;
    private final ExprParser parser;

    ExprSelections(ExprTokens tokens, ExprParser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    /** The last selection of a row; the value itself if nothing is selected. */
    Expr of(Expr value) throws UnreadableExpression {
        Expr selected = value;
        while (tokens.peek().is(".") || tokens.peek().is("?.") || tokens.peek().is("[")) {
            boolean optional = tokens.take("?.");
            if (tokens.peek().is("[")) {
                selected = index(selected);
            } else if (optional || tokens.take(".")) {
                selected = member(selected);
            }
        }
        return selected;
    }

    private Expr member(Expr of) throws UnreadableExpression {
        ExprToken token = tokens.peek();
        boolean word = token.kind() == ExprToken.Kind.NAME
                || token.kind() == ExprToken.Kind.OPERATOR
                        && Character.isLetter(token.text().charAt(0));
        if (!word) {
            throw tokens.unexpected();
        }
        List<Expr> parts = new ArrayList<>(List.of(of));
        tokens.next();
        if (tokens.take("(")) {
            parts.addAll(parser.expressions(")"));
        }
        return new Expr(Kind.MEMBER, token, parts);
    }

    private Expr index(Expr of) throws UnreadableExpression {
        ExprToken token = tokens.next();
        List<Expr> parts = new ArrayList<>(List.of(of));
        if (!tokens.peek().is(":")) {
            parts.add(parser.expression());
        }
        boolean slice = tokens.take(":");
        if (slice && !tokens.peek().is("]")) {
            parts.add(parser.expression());
        }
        tokens.expect("]");
        return new Expr(slice ? Kind.SLICE : Kind.INDEX, token, parts);
    }
}
