package io.tiphys.gateway.environment.expression;

import java.util.List;
import java.util.Map;

/** The values of one evaluation, and its bound in work. Not thread-safe. */
final class Scope {
    /** About ten milliseconds of processor time. */
    private static final long MOST_STEPS = 1_000_000;

    private final Map<String, Object> values;
    private long steps;
    private String element = "";

    Scope(Map<String, Object> values) {
        this.values = values;
    }

    /** A value by its name; the names were checked before. */
    Object value(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The element that a predicate is about. */
    String element() {
        return element;
    }

    void element(String current) {
        element = current;
    }

    /** Counts work. */
    void spend(long more) throws ExpressionException {
        steps += more;
        if (steps > MOST_STEPS) {
            throw new ExpressionException("the evaluation takes too long");
        }
    }
}
