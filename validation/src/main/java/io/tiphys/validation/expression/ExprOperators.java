package io.tiphys.validation.expression;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operators of expr-lang 1.17.7 with their precedences ({@code parser/operator}). */
final class ExprOperators {
    /** The precedence of the operators that bind to the right. */
    static final int POWER = 100;

    private static final Map<String, Integer> UNARY = Map.of("not", 50, "!", 50, "-", 90, "+", 90);
    private static final Set<String> NEGATED = Set.of("in", "matches", "contains", "startsWith", "endsWith");
    private static final Map<String, Integer> BINARY = Map.ofEntries(
            Map.entry("|", 0),
            Map.entry("or", 10),
            Map.entry("||", 10),
            Map.entry("and", 15),
            Map.entry("&&", 15),
            Map.entry("==", 20),
            Map.entry("!=", 20),
            Map.entry("<", 20),
            Map.entry(">", 20),
            Map.entry(">=", 20),
            Map.entry("<=", 20),
            Map.entry("in", 20),
            Map.entry("matches", 20),
            Map.entry("contains", 20),
            Map.entry("startsWith", 20),
            Map.entry("endsWith", 20),
            Map.entry("..", 25),
            Map.entry("+", 30),
            Map.entry("-", 30),
            Map.entry("*", 60),
            Map.entry("/", 60),
            Map.entry("%", 60),
            Map.entry("**", POWER),
            Map.entry("^", POWER),
            Map.entry("??", 500));

    private ExprOperators() {}

    /** The precedence of an operator with one operand; null for none. */
    static @Nullable Integer unary(ExprToken token) {
        return token.kind() == ExprToken.Kind.OPERATOR ? UNARY.get(token.text()) : null;
    }

    /** The precedence of an operator with two operands; null for none. */
    static @Nullable Integer binary(ExprToken token) {
        return token.kind() == ExprToken.Kind.OPERATOR ? precedence(token.text()) : null;
    }

    /** The precedence of an operator with two operands, for example 20 for {@code ==}; null for none. */
    static @Nullable Integer precedence(String operator) {
        return BINARY.get(operator);
    }

    /** Whether {@code not} may stand before an operator. */
    static boolean isNegatable(ExprToken token) {
        return NEGATED.contains(token.text());
    }
}
