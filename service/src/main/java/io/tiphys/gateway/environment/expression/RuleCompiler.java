package io.tiphys.gateway.environment.expression;

import io.tiphys.gateway.environment.expression.Term.Type;
import io.tiphys.validation.expression.Expr;
import io.tiphys.validation.expression.Expr.Kind;
import io.tiphys.validation.expression.ExprToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Type-checks an expression, as {@code checker} of expr-lang 1.17.7 does. Of each part the type is known before it is evaluated. A
 * part that is never evaluated is checked as well, because Argo refuses it too.
 */
final class RuleCompiler {
    private final Map<String, Type> names;
    private final Set<String> used = new TreeSet<>();
    private boolean inPredicate;

    private RuleCompiler(Map<String, Type> names) {
        this.names = names;
    }

    /**
     * What was compiled.
     *
     * @param term its result is true or false
     * @param names the names in the expression
     */
    record Compiled(Term term, Set<String> names) {}

    /** @param names the names that an expression may use, with their types */
    static Compiled compile(String source, Map<String, Type> names) throws ExpressionException {
        RuleCompiler compiler = new RuleCompiler(names);
        Term term = compiler.term(RuleSource.tree(source));
        if (!term.is(Type.TRUTH)) {
            throw new ExpressionException("its result is not true or false");
        }
        return new Compiled(term, compiler.used);
    }

    private Term term(Expr part) throws ExpressionException {
        return switch (part.kind()) {
            case LITERAL -> literal(part.token());
            case NAME -> name(part.token());
            case UNARY -> not(part);
            case BINARY -> binary(part);
            case NEGATED -> BinaryOperators.not(binary(part));
            case CONDITIONAL -> conditional(part);
            case LIST -> list(part);
            case CALL -> call(part);
            case INDEX -> index(part);
            case ELEMENT -> element(part.token());
            case MAP, SLICE, MEMBER, LET, SEQUENCE, PREDICATE -> throw unsupported(part.token());
        };
    }

    private static ExpressionException unsupported(ExprToken token) {
        return ExpressionException.at(token.position(), "this is not supported");
    }

    private static Term literal(ExprToken token) throws ExpressionException {
        return switch (token.kind()) {
            case TEXT -> Term.text(RuleSource.content(token));
            case NUMBER -> {
                int value = Integer.parseInt(token.text());
                yield Term.of(Type.NUMBER, scope -> value);
            }
            default -> {
                boolean value = token.text().equals("true");
                yield token.text().equals("nil")
                        ? Term.of(Type.NIL, scope -> List.of())
                        : Term.of(Type.TRUTH, scope -> value);
            }
        };
    }

    private Term name(ExprToken token) throws ExpressionException {
        String name = token.text();
        Type type = names.get(name);
        if (type == null) {
            throw ExpressionException.at(token.position(), "'" + name + "' is no claim that Argo knows");
        }
        used.add(name);
        return Term.of(type, scope -> scope.value(name));
    }

    private static Term element(ExprToken token) throws ExpressionException {
        if (!token.is("#")) {
            throw ExpressionException.at(token.position() - 1, "operator '#' is not supported before a name");
        }
        return Term.of(Type.TEXT, Scope::element);
    }

    private Term not(Expr part) throws ExpressionException {
        Term operand = term(part.parts().getFirst());
        if (!operand.is(Type.TRUTH)) {
            throw ExpressionException.at(part.token().position(), "'not' needs true or false; write not (a in b)");
        }
        return BinaryOperators.not(operand);
    }

    private Term binary(Expr part) throws ExpressionException {
        Expr left = part.parts().getFirst();
        if (BinaryOperators.isOrder(part.token())
                && left.kind() == Kind.BINARY
                && BinaryOperators.isOrder(left.token())) {
            throw ExpressionException.at(part.token().position(), "chained comparisons are not supported");
        }
        return BinaryOperators.apply(part.token(), term(left), term(part.parts().getLast()));
    }

    private Term conditional(Expr part) throws ExpressionException {
        if (part.parts().size() < 3) {
            throw ExpressionException.at(part.token().position(), "operator '?:' is not supported");
        }
        Term condition = term(part.parts().get(0));
        Term whenTrue = term(part.parts().get(1));
        Term whenFalse = term(part.parts().get(2));
        if (!condition.is(Type.TRUTH) || !whenTrue.is(whenFalse.type())) {
            throw ExpressionException.at(part.token().position(), "the types of condition and alternatives do not fit");
        }
        return Term.of(
                whenTrue.type(),
                scope -> condition.truthIn(scope)
                        ? whenTrue.value().in(scope)
                        : whenFalse.value().in(scope));
    }

    private Term list(Expr part) throws ExpressionException {
        List<Term> elements = new ArrayList<>();
        for (Expr one : part.parts()) {
            Term element = term(one);
            if (!element.is(Type.TEXT)) {
                throw ExpressionException.at(one.token().position(), "only lists of texts are supported");
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

    private Term call(Expr part) throws ExpressionException {
        ExprToken name = part.token();
        List<Expr> arguments = part.parts();
        boolean withPredicate = arguments.size() == 2 && arguments.getLast().kind() == Kind.PREDICATE;
        if (!withPredicate && arguments.size() != 1) {
            throw ExpressionException.at(
                    name.position(), "function '" + name.text() + "' is not supported with these arguments");
        }
        Term first = term(arguments.getFirst());
        return withPredicate
                ? Functions.apply(name, first, predicate(name, arguments.getLast()))
                : Functions.apply(name, first);
    }

    private Term predicate(ExprToken function, Expr part) throws ExpressionException {
        if (inPredicate) {
            throw ExpressionException.at(function.position(), "a predicate in a predicate is not supported");
        }
        inPredicate = true;
        Term predicate = term(part.parts().getFirst());
        inPredicate = false;
        return predicate;
    }

    private Term index(Expr part) throws ExpressionException {
        Term list = term(part.parts().getFirst());
        Term index = term(part.parts().getLast());
        if (!list.is(Type.TEXTS) || !index.is(Type.NUMBER)) {
            throw ExpressionException.at(
                    part.token().position(), "only an element of a list can be selected, by its number");
        }
        return Term.of(Type.TEXT, scope -> {
            List<String> texts = list.textsIn(scope);
            int number = index.numberIn(scope);
            if (number >= texts.size()) {
                throw new ExpressionException("a list has no element " + number);
            }
            return texts.get(number);
        });
    }
}
