package io.tiphys.gateway.environment.expression;

import io.tiphys.gateway.environment.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits an expression into tokens, as {@code parser/lexer} of expr-lang 1.17.7 does. Refuses what the parser does not support. */
final class Lexer {
    private static final Set<String> WORDS =
            Set.of("in", "or", "and", "not", "matches", "contains", "startsWith", "endsWith");
    private static final Set<String> RESERVED = Set.of("let", "if", "else");
    private static final Set<String> OPERATORS =
            Set.of("(", ")", "[", "]", "{", "}", ",", "?", ":", "#", "!", "==", "!=", "<", "<=", ">", ">=", "&&", "||");

    /** Longer numbers have no use in a rule. */
    private static final int MOST_DIGITS = 9;

    private final String source;
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    /** The tokens, of which the last one is the end. */
    static List<Token> tokens(String source) throws ExpressionException {
        Lexer lexer = new Lexer(source);
        List<Token> tokens = new ArrayList<>();
        while (true) {
            Token token = lexer.next();
            tokens.add(token);
            if (token.kind() == Kind.END) {
                return tokens;
            }
        }
    }

    private Token next() throws ExpressionException {
        while (" \t\r\n".indexOf(peek()) >= 0) {
            at++;
        }
        int start = at;
        char first = peek();
        if (at == source.length()) {
            return new Token(Kind.END, "", start);
        }
        if (first == '\'' || first == '"') {
            return new Token(Kind.TEXT, quoted(first), start);
        }
        if (first == '`') {
            return new Token(Kind.TEXT, raw(), start);
        }
        if (isDigit(first)) {
            return new Token(Kind.NUMBER, digits(), start);
        }
        if (isLetter(first)) {
            return word();
        }
        return operator();
    }

    /** A character that no token contains stands behind the end. */
    private char peek() {
        return at < source.length() ? source.charAt(at) : 0;
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    private static boolean isLetter(char one) {
        return one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one == '_';
    }

    private Token word() throws ExpressionException {
        int start = at;
        while (isLetter(peek()) || isDigit(peek())) {
            at++;
        }
        String word = source.substring(start, at);
        if (RESERVED.contains(word) || peek() == '$' || peek() > 127) {
            throw ExpressionException.at(start, "'" + word + "' is not supported");
        }
        return new Token(WORDS.contains(word) ? Kind.OPERATOR : Kind.NAME, word, start);
    }

    private String digits() throws ExpressionException {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        if (isLetter(peek()) || peek() == '.' || peek() > 127 || at - start > MOST_DIGITS) {
            throw ExpressionException.at(
                    start, "only whole numbers with at most " + MOST_DIGITS + " digits are supported");
        }
        return source.substring(start, at);
    }

    /** expr-lang takes any of {@code & = *} behind any of {@code & ! = * < >} into the operator. */
    private Token operator() throws ExpressionException {
        int start = at++;
        char first = source.charAt(start);
        boolean two = "&!=*<>".indexOf(first) >= 0 && "&=*".indexOf(peek()) >= 0 && at < source.length()
                || first == '|' && peek() == '|'
                || first == '?' && (peek() == '?' || peek() == '.');
        if (two) {
            at++;
        }
        String text = source.substring(start, at);
        if (!OPERATORS.contains(text) || first == '#' && (isLetter(peek()) || isDigit(peek()) || peek() == '#')) {
            throw ExpressionException.at(start, "operator '" + text + "' is not supported");
        }
        return new Token(Kind.OPERATOR, text, start);
    }

    private String quoted(char quote) throws ExpressionException {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (peek() != quote) {
            if (peek() < ' ') {
                throw ExpressionException.at(start, "the text has no end, or a control character");
            }
            text.append(peek() == '\\' ? escaped(quote) : peek());
            at++;
        }
        at++;
        return text.toString();
    }

    private char escaped(char quote) throws ExpressionException {
        at++;
        char escaped = peek();
        if (escaped == quote || escaped == '\\') {
            return escaped;
        }
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> throw ExpressionException.at(at - 1, "this escape in a text is not supported");
        };
    }

    private String raw() throws ExpressionException {
        int end = source.indexOf('`', at + 1);
        if (end < 0 || source.startsWith("`", end + 1)) {
            throw ExpressionException.at(at, "the text between back quotes has no end, or a back quote in it");
        }
        String text = source.substring(at + 1, end);
        at = end + 1;
        return text;
    }
}
