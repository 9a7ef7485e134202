package io.tiphys.gateway.environment.expression;

import io.tiphys.validation.expression.Expr;
import io.tiphys.validation.expression.ExprLexer;
import io.tiphys.validation.expression.ExprParser;
import io.tiphys.validation.expression.ExprToken;
import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.expression.UnreadableExpression;
import java.util.List;
import java.util.Set;

/** Reads the text of an expression. Refuses operators and values that are not evaluated. */
final class RuleSource {
    private static final Set<String> OPERATORS = Set.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            "?",
            ":",
            "#",
            "!",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "&&",
            "||",
            "in",
            "or",
            "and",
            "not",
            "matches",
            "contains",
            "startsWith",
            "endsWith");

    /** Longer numbers have no use in a rule. */
    private static final int MOST_DIGITS = 9;

    private RuleSource() {}

    static Expr tree(String text) throws ExpressionException {
        try {
            List<ExprToken> tokens = ExprLexer.tokens(text);
            for (ExprToken token : tokens) {
                requireSupported(token);
            }
            return ExprParser.parse(tokens);
        } catch (UnreadableExpression e) {
            throw ExpressionException.at(e.position(), e.clause());
        }
    }

    private static void requireSupported(ExprToken token) throws ExpressionException {
        if (token.kind() == Kind.OPERATOR && !OPERATORS.contains(token.text())) {
            String word = Character.isLetter(token.text().charAt(0)) ? "" : "operator ";
            throw ExpressionException.at(token.position(), word + "'" + token.text() + "' is not supported");
        }
        if (token.kind() == Kind.NUMBER && !isShortNumber(token.text())) {
            throw ExpressionException.at(
                    token.position(), "only whole numbers with at most " + MOST_DIGITS + " digits are supported");
        }
    }

    private static boolean isShortNumber(String text) {
        return text.length() <= MOST_DIGITS && text.chars().allMatch(one -> one >= '0' && one <= '9');
    }

    /** What a text between quotes or back quotes stands for. */
    static String content(ExprToken text) throws ExpressionException {
        String written = text.text().substring(1, text.text().length() - 1);
        if (text.text().charAt(0) == '`') {
            return written.replace("``", "`");
        }
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char one = written.charAt(i);
            if (one < ' ') { // Argo makes another one of a carriage return
                throw ExpressionException.at(text.position(), "a control character in a text is not supported");
            }
            content.append(one == '\\' ? escaped(written.charAt(++i), text.position() + i) : one);
        }
        return content.toString();
    }

    /** @param position the one of the backslash */
    private static char escaped(char one, int position) throws ExpressionException {
        return switch (one) {
            case '\\', '\'', '"' -> one;
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> throw ExpressionException.at(position, "this escape in a text is not supported");
        };
    }
}
