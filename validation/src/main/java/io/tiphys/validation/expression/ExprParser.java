package io.tiphys.validation.expression;

import io.tiphys.validation.expression.Expr.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Follows the grammar of {@code parser/parser.go} of expr-lang 1.17.7. Operands have a class of their own. */
public final class ExprParser {
    private static final int DEEPEST = 60;

    /** The expression is nested too deeply to be looked at. */
    static final class TooDeep extends UnreadableExpression {
        private static final long serialVersionUID = 1L;

        TooDeep(int position) {
            super(position, "the expression is nested too deeply");
        }
    }

    private final ExprTokens tokens;
    private final ExprOperands operands;
    private int depth;

    private ExprParser(ExprTokens tokens) {
        this.tokens = tokens;
        this.operands = new ExprOperands(tokens, this);
    }

    /** The tree of an expression. It may be as deep as the expression has tokens, because operators and selections follow each other. */
    public static Expr parse(List<ExprToken> tokens) throws UnreadableExpression {
        ExprTokens all = new ExprTokens(tokens);
        Expr whole = new ExprParser(all).sequence();
        if (!all.isAtEnd()) {
            throw all.unexpected();
        }
        return whole;
    }

    Expr sequence() throws UnreadableExpression {
        List<Expr> parts = new ArrayList<>();
        do {
            parts.add(expression());
        } while (tokens.take(";") && !tokens.isAtEnd());
        return parts.size() == 1
                ? parts.get(0)
                : new Expr(Kind.SEQUENCE, parts.get(0).token(), parts);
    }

    /** Expressions between commas, with the bracket at their end. */
    List<Expr> expressions(String end) throws UnreadableExpression {
        List<Expr> parts = new ArrayList<>();
        while (!tokens.take(end)) {
            if (!parts.isEmpty()) {
                tokens.expect(",");
                if (tokens.take(end)) {
                    break;
                }
            }
            parts.add(expression());
        }
        return parts;
    }

    Expr expression() throws UnreadableExpression {
        return expression(0);
    }

    /** @param least the lowest precedence of the operators that belong to it */
    Expr expression(int least) throws UnreadableExpression {
        if (++depth > DEEPEST) {
            throw new TooDeep(tokens.peek().position());
        }
        Expr read = least > 0
                ? operation(least)
                : tokens.take("let") ? variable() : tokens.peek().is("if") ? choice() : alternatives();
        depth--;
        return read;
    }

    private Expr variable() throws UnreadableExpression {
        ExprToken name = tokens.name();
        tokens.expect("=");
        Expr value = expression();
        tokens.expect(";");
        return new Expr(Kind.LET, name, List.of(value, sequence()));
    }

    private Expr choice() throws UnreadableExpression {
        ExprToken token = tokens.next();
        Expr condition = expression();
        Expr whenTrue = block();
        tokens.expect("else");
        Expr whenFalse = tokens.peek().is("if") ? choice() : block();
        return new Expr(Kind.CONDITIONAL, token, List.of(condition, whenTrue, whenFalse));
    }

    Expr block() throws UnreadableExpression {
        tokens.expect("{");
        Expr content = sequence();
        tokens.expect("}");
        return content;
    }

    private Expr alternatives() throws UnreadableExpression {
        Expr condition = operation(0);
        while (tokens.peek().is("?")) {
            List<Expr> parts = new ArrayList<>(List.of(condition));
            ExprToken token = tokens.next();
            if (!tokens.take(":")) {
                parts.add(expression());
                tokens.expect(":");
            }
            parts.add(expression());
            condition = new Expr(Kind.CONDITIONAL, token, parts);
        }
        return condition;
    }

    private Expr operation(int least) throws UnreadableExpression {
        Expr left = operands.next();
        String before = "";
        while (isOperator(least)) {
            boolean negated = tokens.take("not");
            ExprToken operator = tokens.next();
            if (operator.is("|")) {
                left = operands.call(tokens.name(), List.of(left));
            } else if (before.equals("??") && !operator.is("??")) {
                throw new UnreadableExpression(
                        operator.position(), "'??' beside " + ShownText.quoted(operator.text()) + " needs brackets");
            } else {
                int precedence = Objects.requireNonNull(ExprOperators.binary(operator));
                Expr right = expression(precedence == ExprOperators.POWER ? precedence : precedence + 1);
                left = new Expr(negated ? Kind.NEGATED : Kind.BINARY, operator, List.of(left, right));
            }
            before = operator.text();
        }
        return left;
    }

    private boolean isOperator(int least) throws UnreadableExpression {
        ExprToken token = tokens.peek();
        if (token.is("not")) {
            token = tokens.second();
            if (!ExprOperators.isNegatable(token)) {
                tokens.next();
                throw tokens.unexpected();
            }
        }
        Integer precedence = ExprOperators.binary(token);
        return precedence != null && precedence >= least;
    }
}
