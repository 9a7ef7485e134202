package io.tiphys.validation.expression;

import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits an expression into tokens, as {@code parser/lexer} of expr-lang 1.17.7 does. */
public final class ExprLexer {
    private static final Set<String> WORDS =
            Set.of("in", "or", "and", "not", "matches", "contains", "startsWith", "endsWith", "let", "if", "else");
    private static final String ESCAPES = "abfnrtv\\01234567xuU";

    private final String text;
    private final List<ExprToken> tokens = new ArrayList<>();
    private int at;

    private ExprLexer(String text) {
        this.text = text;
    }

    /** The tokens, of which the last one is the end. */
    public static List<ExprToken> tokens(String text) throws UnreadableExpression {
        ExprLexer lexer = new ExprLexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new ExprToken(Kind.END, "", text.length()));
        return lexer.tokens;
    }

    private void next() throws UnreadableExpression {
        int first = text.codePointAt(at);
        if (Letters.isSpace(first)) {
            at++;
        } else if (first == '\'' || first == '"') {
            quoted((char) first);
        } else if (first == '`') {
            raw();
        } else if (isDigit(peek(0)) || first == '.' && isDigit(peek(1))) {
            int start = at;
            at = ExprNumber.end(text, at);
            add(Kind.NUMBER, start);
        } else if (isPart(first)) {
            word();
        } else if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            at = behind("*/", at + 2, "a comment has no end");
        } else {
            operator((char) first);
        }
    }

    private int behind(String end, int from, String flaw) throws UnreadableExpression {
        int found = text.indexOf(end, from);
        if (found < 0) {
            throw new UnreadableExpression(at, flaw);
        }
        return found + end.length();
    }

    private char peek(int further) {
        return at + further < text.length() ? text.charAt(at + further) : 0;
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    /** Whether a character can be a part of a name. */
    static boolean isPart(int one) {
        return Letters.isLetterOrDigit(one) || one == '_' || one == '$';
    }

    private void add(Kind kind, int start) {
        tokens.add(new ExprToken(kind, text.substring(start, at), start));
    }

    private void quoted(char quote) throws UnreadableExpression {
        int start = at++;
        while (peek(0) != quote) {
            if (at >= text.length() || peek(0) == '\n') {
                throw new UnreadableExpression(start, "a quote is not closed");
            }
            if (peek(0) == '\\' && peek(1) != quote && ESCAPES.indexOf(peek(1)) < 0) {
                throw new UnreadableExpression(
                        at,
                        ShownText.quoted("\\" + peek(1))
                                + " is no escape; a backslash in quotes is written twice, or between back quotes");
            }
            at += peek(0) == '\\' ? 2 : 1;
        }
        at++;
        add(Kind.TEXT, start);
    }

    private void raw() throws UnreadableExpression {
        int start = at;
        do {
            at = behind("`", at + 1, "a back quote is not closed");
        } while (peek(0) == '`');
        add(Kind.TEXT, start);
    }

    private void word() {
        int start = at;
        skipWord();
        add(WORDS.contains(text.substring(start, at)) ? Kind.OPERATOR : Kind.NAME, start);
    }

    private void skipWord() {
        while (at < text.length() && isPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private void operator(char first) throws UnreadableExpression {
        int start = at++;
        String second = switch (first) {
            case '?' -> ".?";
            case '|' -> "|";
            case ':' -> ":";
            case '.' -> ".";
            case '#' -> "#";
            case '&', '!', '=', '*', '<', '>' -> "&=*";
            case '(', ')', '[', ']', '{', '}', ',', ';', '%', '+', '-', '^', '/' -> "";
            default ->
                throw new UnreadableExpression(
                        start,
                        ShownText.quoted(text.substring(start, text.offsetByCodePoints(start, 1)))
                                + " has no meaning in it");
        };
        if (at < text.length() && second.indexOf(peek(0)) >= 0) {
            at++;
        }
        add(Kind.OPERATOR, start);
        int behind = at;
        skipWord();
        if (first == '#' && at > behind) {
            add(Kind.NAME, behind); // also a word that is an operator elsewhere
        } else {
            at = behind;
        }
    }
}
