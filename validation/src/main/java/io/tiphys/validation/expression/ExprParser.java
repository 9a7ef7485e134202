package io.tiphys.validation.expression;

import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Follows the grammar of {@code parser/parser.go} of expr-lang 1.17.7, and notes the names that an expression uses. */
final class ExprParser extends ExprTokens {
    private static final int DEEPEST = 60;
    /** The expression is nested too deeply to be looked at. */
    static final class TooDeep extends Exception {
        private static final long serialVersionUID = 1L;

        TooDeep() {
            super("", null, false, false);
        }
    }

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> variables = new HashSet<>();
    private int depth;
    private int predicates;

    ExprParser(List<ExprToken> tokens) {
        super(tokens);
    }

    /** The names outside of predicates that the expression does not define itself, functions included. */
    Set<String> names() throws UnreadableExpression, TooDeep {
        sequence();
        if (peek().kind() != Kind.END) {
            throw unexpected();
        }
        names.removeAll(variables);
        return names;
    }

    private void sequence() throws UnreadableExpression, TooDeep {
        expression(0);
        while (take(";") && peek().kind() != Kind.END) {
            expression(0);
        }
    }

    private void expression(int least) throws UnreadableExpression, TooDeep {
        if (++depth > DEEPEST) {
            throw new TooDeep();
        }
        if (least == 0 && take("let")) {
            variables.add(name());
            expect("=");
            expression(0);
            expect(";");
            sequence();
        } else if (least == 0 && take("if")) {
            conditional();
        } else {
            operation(least);
        }
        depth--;
    }

    private void conditional() throws UnreadableExpression, TooDeep {
        boolean more;
        do {
            expression(0);
            block();
            expect("else");
            more = take("if");
        } while (more);
        block();
    }

    private void block() throws UnreadableExpression, TooDeep {
        expect("{");
        sequence();
        expect("}");
    }

    private void operation(int least) throws UnreadableExpression, TooDeep {
        primary();
        String before = "";
        while (isOperator(least)) {
            take("not");
            ExprToken token = next();
            String operator = token.text();
            if (before.equals("??") && !operator.equals("??") && !operator.equals("|")) {
                throw new UnreadableExpression("'??' beside " + ShownText.quoted(operator) + " needs brackets");
            }
            if (operator.equals("|")) {
                call(name(), 1);
            } else {
                int precedence = Objects.requireNonNull(ExprOperators.binary(token));
                expression(precedence == ExprOperators.POWER ? precedence : precedence + 1);
            }
            before = operator;
        }
        while (least == 0 && take("?")) {
            if (!take(":")) {
                expression(0);
                expect(":");
            }
            expression(0);
        }
    }

    private boolean isOperator(int least) throws UnreadableExpression {
        ExprToken token = peek();
        if (token.is("not")) {
            token = second();
            if (!ExprOperators.isNegatable(token)) {
                next();
                throw unexpected();
            }
        }
        Integer precedence = ExprOperators.binary(token);
        return precedence != null && precedence >= least;
    }

    private void primary() throws UnreadableExpression, TooDeep {
        ExprToken token = peek();
        Integer unary = ExprOperators.unary(token);
        if (unary != null) {
            next();
            expression(unary);
        } else if (take("(")) {
            sequence();
            expect(")");
        } else if (predicates > 0 && (token.is(".") || take("#"))) {
            if (token.is("#") && peek().kind() == Kind.NAME) {
                next();
            }
        } else if (take("::")) {
            call(name(), 0);
        } else if (value()) {
            return;
        }
        postfix();
    }

    /** Whether nothing may follow the value that selects a part of it. */
    private boolean value() throws UnreadableExpression, TooDeep {
        ExprToken token = peek();
        switch (token.kind()) {
            case NUMBER -> {
                next();
                return true;
            }
            case TEXT -> next();
            case NAME -> {
                next();
                if (Set.of("true", "false", "nil").contains(token.text())) {
                    return true;
                }
                if (peek().is("(")) {
                    call(token.text(), 0);
                } else {
                    note(token.text());
                }
            }
            default -> {
                if (take("[")) {
                    list("]");
                } else if (take("{")) {
                    map();
                } else {
                    throw unexpected();
                }
            }
        }
        return false;
    }

    private void note(String name) {
        if (predicates == 0) {
            names.add(name);
        }
    }

    private void list(String end) throws UnreadableExpression, TooDeep {
        for (boolean first = true; !take(end); first = false) {
            if (!first) {
                expect(",");
                if (take(end)) {
                    return;
                }
            }
            expression(0);
        }
    }

    private void map() throws UnreadableExpression, TooDeep {
        for (boolean first = true; !take("}"); first = false) {
            if (!first) {
                expect(",");
                if (take("}")) {
                    return;
                }
            }
            if (peek().kind() == Kind.OPERATOR) {
                if (!peek().is("(")) {
                    throw unexpected();
                }
                expression(0);
            } else if (peek().kind() == Kind.END) {
                throw unexpected();
            } else {
                next();
            }
            expect(":");
            expression(0);
        }
    }

    private void call(String function, int given) throws UnreadableExpression, TooDeep {
        note(function);
        expect("(");
        if (!ExprFunctions.takesPredicate(function)) {
            list(")");
            return;
        }
        boolean more = given == 0;
        if (more) {
            expression(0);
        }
        if (!ExprFunctions.isPredicateOptional(function) || !peek().is(")")) {
            if (more) {
                expect(",");
            }
            predicate();
        }
        if (take(",") && !peek().is(")")) {
            expression(0);
            take(",");
        }
        expect(")");
    }

    private void predicate() throws UnreadableExpression, TooDeep {
        predicates++;
        if (peek().is("{")) {
            block();
        } else {
            expression(0);
        }
        predicates--;
    }

    private void postfix() throws UnreadableExpression, TooDeep {
        while (peek().is(".") || peek().is("?.") || peek().is("[")) {
            boolean optional = take("?.");
            if (take("[")) {
                index();
            } else if (optional || take(".")) {
                member();
            }
        }
    }

    private void member() throws UnreadableExpression, TooDeep {
        ExprToken token = peek();
        boolean word = token.kind() == Kind.NAME
                || token.kind() == Kind.OPERATOR
                        && Character.isLetter(token.text().charAt(0));
        if (!word) {
            throw unexpected();
        }
        next();
        if (take("(")) {
            list(")");
        }
    }

    private void index() throws UnreadableExpression, TooDeep {
        if (!peek().is(":")) {
            expression(0);
        }
        if (take(":") && !peek().is("]")) {
            expression(0);
        }
        expect("]");
    }
}
