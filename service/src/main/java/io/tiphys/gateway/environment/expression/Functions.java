package io.tiphys.gateway.environment.expression;

import io.tiphys.gateway.environment.expression.Term.Type;
import io.tiphys.validation.expression.ExprToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The functions: {@code len}, {@code lower}, {@code upper}, and those that apply a predicate to each element of a list. */
final class Functions {
    private static final Set<String> PREDICATES = Set.of("all", "any", "none", "one", "filter", "count");

    private Functions() {}

    /** A function of one value. */
    static Term apply(ExprToken name, Term argument) throws ExpressionException {
        return switch (name.text()) {
            case "len" -> len(name, argument);
            case "lower", "upper" -> {
                require(name, argument, Type.TEXT);
                boolean lower = name.text().equals("lower");
                yield Term.of(Type.TEXT, scope -> cased(argument.textIn(scope), lower));
            }
            default -> throw unsupported(name);
        };
    }

    private static Term len(ExprToken name, Term argument) throws ExpressionException {
        if (argument.is(Type.TEXT)) {
            return Term.of(Type.NUMBER, scope -> {
                String text = argument.textIn(scope);
                return text.codePointCount(0, text.length());
            });
        }
        require(name, argument, Type.TEXTS);
        return Term.of(Type.NUMBER, scope -> argument.textsIn(scope).size());
    }

    /** Go and Java differ in the case of some letters. */
    private static String cased(String text, boolean lower) throws ExpressionException {
        if (text.chars().anyMatch(one -> one > 127)) {
            throw new ExpressionException("'lower' and 'upper' are supported for ASCII alone");
        }
        return lower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
    }

    /** A function of a list and a predicate. */
    static Term apply(ExprToken name, Term list, Term predicate) throws ExpressionException {
        if (!PREDICATES.contains(name.text())) {
            throw unsupported(name);
        }
        require(name, list, Type.TEXTS);
        require(name, predicate, Type.TRUTH);
        return switch (name.text()) {
            case "all" ->
                Term.of(
                        Type.TRUTH,
                        scope -> first(list, predicate, scope, false).isEmpty());
            case "any" ->
                Term.of(
                        Type.TRUTH,
                        scope -> !first(list, predicate, scope, true).isEmpty());
            case "none" ->
                Term.of(Type.TRUTH, scope -> first(list, predicate, scope, true).isEmpty());
            case "one" ->
                Term.of(Type.TRUTH, scope -> filtered(list, predicate, scope).size() == 1);
            case "count" ->
                Term.of(Type.NUMBER, scope -> filtered(list, predicate, scope).size());
            default -> Term.of(Type.TEXTS, scope -> filtered(list, predicate, scope));
        };
    }

    /** The first element for which the predicate is this; no further one is evaluated. */
    private static List<String> first(Term list, Term predicate, Scope scope, boolean expected)
            throws ExpressionException {
        for (String element : list.textsIn(scope)) {
            scope.element(element);
            if (predicate.truthIn(scope) == expected) {
                return List.of(element);
            }
        }
        return List.of();
    }

    private static List<String> filtered(Term list, Term predicate, Scope scope) throws ExpressionException {
        List<String> fitting = new ArrayList<>();
        for (String element : list.textsIn(scope)) {
            scope.element(element);
            if (predicate.truthIn(scope)) {
                fitting.add(element);
            }
        }
        return fitting;
    }

    private static ExpressionException unsupported(ExprToken name) {
        return ExpressionException.at(name.position(), "function '" + name.text() + "' is not supported");
    }

    private static void require(ExprToken name, Term argument, Type type) throws ExpressionException {
        if (!argument.is(type)) {
            throw ExpressionException.at(
                    name.position(), "function '" + name.text() + "' does not support an argument of this type");
        }
    }
}
