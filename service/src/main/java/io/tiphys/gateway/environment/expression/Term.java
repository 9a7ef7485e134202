package io.tiphys.gateway.environment.expression;

import java.util.List;

/**
 * A typed part of an expression.
 *
 * @param type the type of its values
 * @param value its value for a caller
 * @param constant the value of a text in the expression itself; empty for other parts
 */
record Term(Type type, Value value, List<String> constant) {
    enum Type {
        TEXT,
        TRUTH,
        NUMBER,
        TEXTS,
        NIL
    }

    /** Computes a value of the term's type: String, Boolean, Integer, a list of String, or a list without meaning for NIL. */
    interface Value {
        Object in(Scope scope) throws ExpressionException;
    }

    static Term of(Type type, Value value) {
        return new Term(
                type,
                scope -> {
                    scope.spend(1);
                    return value.in(scope);
                },
                List.of());
    }

    static Term text(String content) {
        return new Term(Type.TEXT, scope -> content, List.of(content));
    }

    String textIn(Scope scope) throws ExpressionException {
        return (String) value.in(scope);
    }

    boolean truthIn(Scope scope) throws ExpressionException {
        return (Boolean) value.in(scope);
    }

    int numberIn(Scope scope) throws ExpressionException {
        return (Integer) value.in(scope);
    }

    @SuppressWarnings("unchecked") // a term of type TEXTS has no other values
    List<String> textsIn(Scope scope) throws ExpressionException {
        return (List<String>) value.in(scope);
    }

    boolean is(Type expected) {
        return type == expected;
    }
}
