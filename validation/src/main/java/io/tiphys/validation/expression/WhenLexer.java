package io.tiphys.validation.expression;

import io.tiphys.validation.expression.WhenToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Splits a condition into tokens, as {@code readToken} of govaluate does. Texts have no escapes here. */
final class WhenLexer {
    private static final Set<String> PREFIXES = Set.of("-", "!", "~");
    private static final Set<String> MODIFIERS = Set.of("+", "-", "*", "/", "%", "**", "&", "|", "^", ">>", "<<");
    private static final Set<String> COMPARATORS = Set.of("==", "!=", ">", ">=", "<", "<=", "=~", "!~");
    private static final Set<String> TERNARIES = Set.of("?", ":", "??");

    private final String text;
    private int at;

    private WhenLexer(String text) {
        this.text = text;
    }

    static List<WhenToken> tokens(String text) throws UnreadableExpression {
        WhenLexer lexer = new WhenLexer(text);
        List<WhenToken> tokens = new ArrayList<>();
        Kind before = Kind.START;
        while (lexer.skipSpace()) {
            WhenToken token = lexer.next(before);
            tokens.add(token);
            before = token.kind();
        }
        return tokens;
    }

    private boolean skipSpace() {
        while (at < text.length() && Letters.isSpace(text.codePointAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private WhenToken next(Kind before) throws UnreadableExpression {
        int first = text.codePointAt(at);
        if (isNumeric(first)) {
            return number();
        }
        if (Character.isLetter(first)) {
            return word();
        }
        return switch (first) {
            case ',' -> single(Kind.SEPARATOR);
            case '(' -> single(Kind.OPEN);
            case ')' -> single(Kind.CLOSE);
            case '[' -> until(']', ']', Kind.WORD, "'[' is not closed");
            case '\'', '"' -> until('\'', '"', Kind.TEXT, "a quote is not closed");
            default -> symbol(before);
        };
    }

    private WhenToken single(Kind kind) {
        return new WhenToken(kind, text.substring(at, ++at));
    }

    private WhenToken until(int end, int otherEnd, Kind kind, String flaw) throws UnreadableExpression {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != end && text.charAt(at) != otherEnd) {
            at++;
        }
        if (at == text.length()) {
            throw new UnreadableExpression(flaw);
        }
        return new WhenToken(kind, text.substring(start, at++));
    }

    private String run(IntPredicate part) {
        int start = at;
        while (at < text.length() && part.test(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    private WhenToken number() throws UnreadableExpression {
        if (text.startsWith("0x", at)) {
            at += 2;
            String digits = run(one -> Character.digit(one, 16) >= 0);
            if (digits.isEmpty() || digits.length() > 16) {
                throw new UnreadableExpression("'0x' begins a number that cannot be read");
            }
            return new WhenToken(Kind.NUMBER, digits);
        }
        String digits = run(WhenLexer::isNumeric);
        if (digits.equals(".") || digits.indexOf('.') != digits.lastIndexOf('.')) {
            throw new UnreadableExpression(ShownText.quoted(digits) + " is no number, and text needs quotes");
        }
        return new WhenToken(Kind.NUMBER, digits);
    }

    private WhenToken word() throws UnreadableExpression {
        String word = run(one -> Letters.isLetterOrDigit(one) || one == '_' || one == '.');
        if (word.indexOf('.') > 0) {
            accessor(word);
            return new WhenToken(Kind.ACCESSOR, word);
        }
        return switch (word) {
            case "true", "false" -> new WhenToken(Kind.BOOLEAN, word);
            case "in", "IN" -> new WhenToken(Kind.COMPARATOR, "in");
            default -> new WhenToken(Kind.WORD, word);
        };
    }

    /** A word with a point asks for a field of Go. */
    private static void accessor(String word) throws UnreadableExpression {
        String[] parts = word.split("\\.", -1);
        boolean small = false;
        for (int i = 1; i < parts.length; i++) {
            int first = parts[i].isEmpty() ? 0 : parts[i].codePointAt(0);
            small |= Character.toUpperCase(first) != first;
        }
        if (small || word.endsWith(".")) {
            throw new UnreadableExpression(ShownText.quoted(word) + " has a point, and text with one needs quotes");
        }
    }

    private WhenToken symbol(Kind before) throws UnreadableExpression {
        String symbol = run(WhenLexer::isSymbol);
        if (symbol.isEmpty()) { // a closing square bracket
            symbol = text.substring(at, at + 1);
        }
        Kind kind = before.next().contains(Kind.PREFIX) && PREFIXES.contains(symbol)
                ? Kind.PREFIX
                : MODIFIERS.contains(symbol)
                        ? Kind.MODIFIER
                        : symbol.equals("&&") || symbol.equals("||")
                                ? Kind.LOGICAL
                                : COMPARATORS.contains(symbol)
                                        ? Kind.COMPARATOR
                                        : TERNARIES.contains(symbol) ? Kind.TERNARY : null;
        if (kind == null) {
            throw new UnreadableExpression(ShownText.quoted(symbol) + " is no operator");
        }
        return new WhenToken(kind, symbol);
    }

    private static boolean isNumeric(int one) {
        return Character.isDigit(one) || one == '.';
    }

    private static boolean isSymbol(int one) {
        return !Letters.isLetterOrDigit(one) && !Letters.isSpace(one) && "()[]'\"".indexOf(one) < 0;
    }
}
