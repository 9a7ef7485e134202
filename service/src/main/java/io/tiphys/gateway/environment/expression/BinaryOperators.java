package io.tiphys.gateway.environment.expression;

import io.tiphys.gateway.environment.expression.Term.Type;
import io.tiphys.validation.expression.ExprToken;

/** The operators with two operands. Operands of other types than the listed ones are refused, also where expr-lang has a result. */
final class BinaryOperators {
    private BinaryOperators() {}

    static boolean isOrder(ExprToken token) {
        return token.is("<") || token.is(">") || token.is("<=") || token.is(">=");
    }

    static Term apply(ExprToken operator, Term left, Term right) throws ExpressionException {
        return switch (operator.text()) {
            case "or", "||" -> {
                require(operator, left, Type.TRUTH, right, Type.TRUTH);
                yield Term.of(Type.TRUTH, scope -> left.truthIn(scope) || right.truthIn(scope));
            }
            case "and", "&&" -> {
                require(operator, left, Type.TRUTH, right, Type.TRUTH);
                yield Term.of(Type.TRUTH, scope -> left.truthIn(scope) && right.truthIn(scope));
            }
            case "==" -> equal(operator, left, right);
            case "!=" -> not(equal(operator, left, right));
            case "in" -> {
                require(operator, left, Type.TEXT, right, Type.TEXTS);
                yield Term.of(Type.TRUTH, scope -> {
                    var texts = right.textsIn(scope);
                    scope.spend(texts.size());
                    return texts.contains(left.textIn(scope));
                });
            }
            case "matches" -> {
                require(operator, left, Type.TEXT, right, Type.TEXT);
                yield LinearPattern.matching(operator, left, right);
            }
            case "contains", "startsWith", "endsWith" -> ofTexts(operator, left, right);
            default -> order(operator, left, right);
        };
    }

    static Term not(Term term) {
        return Term.of(Type.TRUTH, scope -> !term.truthIn(scope));
    }

    /** No claim is nil: an absent claim is an error, for Argo as well. */
    private static Term equal(ExprToken operator, Term left, Term right) throws ExpressionException {
        if (left.is(Type.NIL) || right.is(Type.NIL)) {
            boolean both = left.is(right.type());
            return Term.of(Type.TRUTH, scope -> {
                left.value().in(scope);
                right.value().in(scope);
                return both;
            });
        }
        if (left.is(Type.TEXTS)) {
            throw mismatch(operator);
        }
        require(operator, left, left.type(), right, left.type());
        return Term.of(
                Type.TRUTH, scope -> left.value().in(scope).equals(right.value().in(scope)));
    }

    private static Term ofTexts(ExprToken operator, Term left, Term right) throws ExpressionException {
        require(operator, left, Type.TEXT, right, Type.TEXT);
        return Term.of(Type.TRUTH, scope -> {
            String text = left.textIn(scope);
            String part = right.textIn(scope);
            scope.spend((long) text.length() * part.length() / 64);
            return switch (operator.text()) {
                case "contains" -> text.contains(part);
                case "startsWith" -> text.startsWith(part);
                default -> text.endsWith(part);
            };
        });
    }

    private static Term order(ExprToken operator, Term left, Term right) throws ExpressionException {
        require(operator, left, Type.NUMBER, right, Type.NUMBER);
        return Term.of(Type.TRUTH, scope -> {
            int compared = Integer.compare(left.numberIn(scope), right.numberIn(scope));
            return switch (operator.text()) {
                case "<" -> compared < 0;
                case "<=" -> compared <= 0;
                case ">" -> compared > 0;
                default -> compared >= 0;
            };
        });
    }

    private static void require(ExprToken operator, Term left, Type first, Term right, Type second)
            throws ExpressionException {
        if (!left.is(first) || !right.is(second)) {
            throw mismatch(operator);
        }
    }

    private static ExpressionException mismatch(ExprToken operator) {
        return ExpressionException.at(
                operator.position(), "operator '" + operator.text() + "' does not support operands of these types");
    }
}
