package io.tiphys.validation.expression;

import io.tiphys.validation.expression.Expr.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads operands for {@link ExprParser}: what stands between operators that have two operands. */
final class ExprOperands {
    private static final Set<String> CONSTANTS = Set.of("true", "false", "nil");

    private final ExprTokens tokens;
    private final ExprParser parser;
    private final ExprSelections selections;
    private int predicates;

    ExprOperands(ExprTokens tokens, ExprParser parser) {
        this.tokens = tokens;
        this.parser = parser;
        this.selections = new ExprSelections(tokens, parser);
    }

    Expr next() throws UnreadableExpression {
        ExprToken token = tokens.peek();
        if (token.kind() == ExprToken.Kind.NUMBER || CONSTANTS.contains(token.text())) {
            return Expr.of(Kind.LITERAL, tokens.next()); // nothing is selected of these
        }
        return selections.of(selectable());
    }

    private Expr selectable() throws UnreadableExpression {
        ExprToken token = tokens.peek();
        Integer unary = ExprOperators.unary(token);
        if (unary != null) {
            tokens.next();
            return new Expr(Kind.UNARY, token, List.of(parser.expression(unary)));
        }
        if (tokens.take("(")) {
            Expr content = parser.sequence();
            tokens.expect(")");
            return content;
        }
        if (predicates > 0 && (token.is(".") || token.is("#"))) {
            return element();
        }
        return tokens.take("::") ? call(tokens.name(), List.of()) : value();
    }

    /** The point belongs to the selection behind it. */
    private Expr element() {
        ExprToken token = tokens.peek();
        boolean named = tokens.take("#") && tokens.peek().kind() == ExprToken.Kind.NAME;
        return Expr.of(Kind.ELEMENT, named ? tokens.next() : token);
    }

    private Expr value() throws UnreadableExpression {
        ExprToken token = tokens.peek();
        if (token.kind() == ExprToken.Kind.TEXT) {
            return Expr.of(Kind.LITERAL, tokens.next());
        }
        if (token.kind() == ExprToken.Kind.NAME) {
            tokens.next();
            return tokens.peek().is("(") ? call(token, List.of()) : Expr.of(Kind.NAME, token);
        }
        if (tokens.take("[")) {
            return new Expr(Kind.LIST, token, parser.expressions("]"));
        }
        if (tokens.take("{")) {
            return new Expr(Kind.MAP, token, entries());
        }
        throw tokens.unexpected();
    }

    private List<Expr> entries() throws UnreadableExpression {
        List<Expr> entries = new ArrayList<>();
        while (!tokens.take("}")) {
            if (!entries.isEmpty()) {
                tokens.expect(",");
                if (tokens.take("}")) {
                    break;
                }
            }
            key(entries);
            tokens.expect(":");
            entries.add(parser.expression());
        }
        return entries;
    }

    private void key(List<Expr> entries) throws UnreadableExpression {
        ExprToken token = tokens.peek();
        if (token.is("(")) {
            entries.add(parser.expression());
        } else if (token.kind() == ExprToken.Kind.OPERATOR || tokens.isAtEnd()) {
            throw tokens.unexpected();
        } else {
            tokens.next();
        }
    }

    /** @param given the value before a pipe, or nothing */
    Expr call(ExprToken function, List<Expr> given) throws UnreadableExpression {
        tokens.expect("(");
        List<Expr> arguments = new ArrayList<>(given);
        if (ExprFunctions.takesPredicate(function.text())) {
            argumentsWithPredicate(function.text(), arguments);
        } else {
            arguments.addAll(parser.expressions(")"));
        }
        return new Expr(Kind.CALL, function, arguments);
    }

    private void argumentsWithPredicate(String function, List<Expr> arguments) throws UnreadableExpression {
        boolean more = arguments.isEmpty();
        if (more) {
            arguments.add(parser.expression());
        }
        if (!ExprFunctions.isPredicateOptional(function) || !tokens.peek().is(")")) {
            if (more) {
                tokens.expect(",");
            }
            arguments.add(predicate());
        }
        if (ExprFunctions.takesValueBehindPredicate(function) && !tokens.peek().is(")")) {
            tokens.expect(",");
            arguments.add(parser.expression());
        }
        tokens.take(",");
        tokens.expect(")");
    }

    private Expr predicate() throws UnreadableExpression {
        ExprToken token = tokens.peek();
        predicates++;
        Expr content = token.is("{") ? parser.block() : parser.expression();
        predicates--;
        return new Expr(Kind.PREDICATE, token, List.of(content));
    }
}
