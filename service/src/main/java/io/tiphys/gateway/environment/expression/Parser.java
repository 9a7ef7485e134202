package io.tiphys.gateway.environment.expression;

import io.tiphys.gateway.environment.expression.Term.Type;
import io.tiphys.gateway.environment.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Parses and type-checks an expression, as {@code parser} and {@code checker} of expr-lang 1.17.7 do. Of each part the type is known
 * before it is evaluated. A part that is never evaluated is checked as well, because Argo refuses it too.
 */
final class Parser {
    /** The precedence of {@code not}: no binary operator binds closer. */
    private static final int NOT = 50;

    private static final Set<String> NEGATED = Set.of("in", "matches", "contains", "startsWith", "endsWith");
    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private final Map<String, Type> names;
    private final Set<String> used = new TreeSet<>();
    private int at;
    private int depth;
    private boolean inPredicate;

    private Parser(List<Token> tokens, Map<String, Type> names) {
        this.tokens = tokens;
        this.names = names;
    }

    /**
     * What was parsed.
     *
     * @param term its result is true or false
     * @param names the names in the expression
     */
    record Parsed(Term term, Set<String> names) {}

    /** @param names the names that an expression may use, with their types */
    static Parsed parse(String source, Map<String, Type> names) throws ExpressionException {
        Parser parser = new Parser(Lexer.tokens(source), names);
        Term term = parser.expression();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected();
        }
        if (!term.is(Type.TRUTH)) {
            throw new ExpressionException("its result is not true or false");
        }
        return new Parsed(term, parser.used);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(at++);
    }

    private boolean take(String operator) {
        boolean taken = peek().is(operator);
        at += taken ? 1 : 0;
        return taken;
    }

    private void expect(String operator) throws ExpressionException {
        if (!take(operator)) {
            throw unexpected();
        }
    }

    private ExpressionException unexpected() {
        Token token = peek();
        String what =
                token.kind() == Kind.END ? "the expression ends too early" : "this is not expected or not supported";
        return ExpressionException.at(token.position(), what);
    }

    private Term expression() throws ExpressionException {
        if (++depth > DEEPEST) {
            throw ExpressionException.at(peek().position(), "the expression is nested too deeply");
        }
        Term term = binary(0);
        if (peek().is("?")) {
            term = conditional(term);
        }
        depth--;
        return term;
    }

    private Term conditional(Term condition) throws ExpressionException {
        Token mark = next();
        Term whenTrue = expression();
        expect(":");
        Term whenFalse = expression();
        if (!condition.is(Type.TRUTH) || !whenTrue.is(whenFalse.type())) {
            throw ExpressionException.at(mark.position(), "the types of condition and alternatives do not fit");
        }
        return Term.of(
                whenTrue.type(),
                scope -> condition.truthIn(scope)
                        ? whenTrue.value().in(scope)
                        : whenFalse.value().in(scope));
    }

    private Term binary(int least) throws ExpressionException {
        Term left = unary();
        while (true) {
            boolean negated = peek().is("not");
            Token operator = negated ? tokens.get(at + 1) : peek();
            Optional<Integer> precedence = BinaryOperators.precedence(operator);
            if (precedence.isEmpty() || precedence.get() < least || negated && !NEGATED.contains(operator.text())) {
                return left;
            }
            at += negated ? 2 : 1;
            Term right = binary(precedence.get() + 1);
            if (BinaryOperators.isOrder(operator) && BinaryOperators.isOrder(peek())) {
                throw ExpressionException.at(peek().position(), "chained comparisons are not supported");
            }
            Term applied = BinaryOperators.apply(operator, left, right);
            left = negated ? BinaryOperators.not(applied) : applied;
        }
    }

    private Term unary() throws ExpressionException {
        Token token = peek();
        if (!take("!") && !take("not")) {
            return primary();
        }
        if (++depth > DEEPEST) {
            throw ExpressionException.at(token.position(), "the expression is nested too deeply");
        }
        Term operand = binary(NOT);
        depth--;
        if (!operand.is(Type.TRUTH)) {
            throw ExpressionException.at(token.position(), "'not' needs true or false; write not (a in b)");
        }
        return BinaryOperators.not(operand);
    }

    private Term primary() throws ExpressionException {
        Token token = next();
        return switch (token.kind()) {
            case TEXT -> Term.text(token.text());
            case NUMBER -> number(Integer.parseInt(token.text()));
            case NAME -> named(token);
            case OPERATOR -> bracketed(token);
            case END -> {
                at--;
                throw unexpected();
            }
        };
    }

    private static Term number(int value) {
        return Term.of(Type.NUMBER, scope -> value);
    }

    private Term bracketed(Token token) throws ExpressionException {
        if (token.is("(")) {
            Term term = expression();
            expect(")");
            return indexed(term);
        }
        if (token.is("[")) {
            return indexed(list());
        }
        if (token.is("#") && inPredicate) {
            return Term.of(Type.TEXT, Scope::element);
        }
        at--;
        throw unexpected();
    }

    private Term named(Token name) throws ExpressionException {
        if (peek().is("(")) {
            return indexed(call(name));
        }
        return switch (name.text()) {
            case "true", "false" -> {
                boolean value = name.text().equals("true");
                yield Term.of(Type.TRUTH, scope -> value);
            }
            case "nil" -> Term.of(Type.NIL, scope -> List.of());
            default -> {
                Type type = names.get(name.text());
                if (type == null) {
                    throw ExpressionException.at(name.position(), "'" + name.text() + "' is no claim that Argo knows");
                }
                used.add(name.text());
                yield indexed(Term.of(type, scope -> scope.value(name.text())));
            }
        };
    }

    private Term list() throws ExpressionException {
        List<Term> elements = new ArrayList<>();
        while (!take("]")) {
            if (!elements.isEmpty()) {
                expect(",");
            }
            Token first = peek();
            Term element = expression();
            if (!element.is(Type.TEXT)) {
                throw ExpressionException.at(first.position(), "only lists of texts are supported");
            }
            elements.add(element);
        }
        return Term.of(Type.TEXTS, scope -> {
            List<String> texts = new ArrayList<>();
            for (Term element : elements) {
                texts.add(element.textIn(scope));
            }
            return texts;
        });
    }

    private Term call(Token name) throws ExpressionException {
        expect("(");
        Term first = expression();
        if (!Functions.takesPredicate(name)) {
            expect(")");
            return Functions.apply(name, first);
        }
        expect(",");
        if (inPredicate) {
            throw ExpressionException.at(name.position(), "a predicate in a predicate is not supported");
        }
        inPredicate = true;
        boolean braces = take("{");
        Term predicate = expression();
        if (braces) {
            expect("}");
        }
        inPredicate = false;
        expect(")");
        return Functions.apply(name, first, predicate);
    }

    private Term indexed(Term term) throws ExpressionException {
        if (!peek().is("[")) {
            return term;
        }
        Token bracket = next();
        Term index = expression();
        expect("]");
        if (!term.is(Type.TEXTS) || !index.is(Type.NUMBER)) {
            throw ExpressionException.at(
                    bracket.position(), "only an element of a list can be selected, by its number");
        }
        return Term.of(Type.TEXT, scope -> {
            List<String> texts = term.textsIn(scope);
            int number = index.numberIn(scope);
            if (number >= texts.size()) {
                throw new ExpressionException("a list has no element " + number);
            }
            return texts.get(number);
        });
    }
}
