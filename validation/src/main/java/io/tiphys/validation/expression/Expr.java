package io.tiphys.validation.expression;

import java.util.List;

/**
 * A part of an expression of expr-lang 1.17.7.
 *
 * @param kind what it is
 * @param token its name or operator; its first token if it has neither
 * @param parts the parts that it consists of
 */
public record Expr(Kind kind, ExprToken token, List<Expr> parts) {
    /** What a part can be. Round brackets leave no trace. */
    public enum Kind {
        /** A text, a number, {@code true}, {@code false} or {@code nil}. */
        LITERAL,
        NAME,
        /** {@code #}, or a point without a value before it: the element in a predicate. The token of {@code #a} is {@code a}. */
        ELEMENT,
        UNARY,
        BINARY,
        /** {@code a not in b}; the token is {@code in}. */
        NEGATED,
        /** {@code a ? b : c} or {@code if a {b} else {c}}; {@code a ?: b} has two parts. */
        CONDITIONAL,
        LIST,
        /** Values, and those keys that are expressions. */
        MAP,
        /** Arguments, of which one may be a predicate. The value before a pipe is the first argument. */
        CALL,
        /** One part, which is evaluated for each element. */
        PREDICATE,
        /** {@code a[b]}; the token is the bracket. */
        INDEX,
        /** {@code a[b:c]}, where {@code b} and {@code c} may be missing; the token is the bracket. */
        SLICE,
        /** {@code a.b} or {@code a.b(c)}; the token is {@code b}. */
        MEMBER,
        /** {@code let a = b; c}; the token is {@code a}. */
        LET,
        SEQUENCE
    }

    /** A part without parts. */
    static Expr of(Kind kind, ExprToken token) {
        return new Expr(kind, token, List.of());
    }
}
