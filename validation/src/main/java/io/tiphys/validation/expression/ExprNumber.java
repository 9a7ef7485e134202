package io.tiphys.validation.expression;

import io.tiphys.validation.finding.ShownText;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of an expression: {@code scanNumber} of the lexer of expr-lang 1.17.7 and what its parser makes of the result. */
final class ExprNumber {
    private static final Pattern WRITTEN = Pattern.compile("0[xX][0-9a-fA-F_]++|0[oO][0-7_]++|0[bB][01_]++"
            + "|[0-9_]*+(?:\\.(?!\\.)[0-9_]*+)?+(?:[eE][+-]?+[0-9_]*+)?+");
    private static final Pattern WITH_RADIX = Pattern.compile("0(?:[xX][0-9a-fA-F]++|[oO][0-7]++|[bB][01]++)");
    private static final Pattern DECIMAL = Pattern.compile("(?=\\.?[0-9])[0-9]*+\\.?+[0-9]*+(?:[eE][+-]?+[0-9]++)?+");

    private ExprNumber() {}

    /** The index behind a number that begins at an index. */
    static int end(String text, int start) throws UnreadableExpression {
        int from = text.charAt(start) == '.' ? start + 1 : start; // another point may follow, and then it is no number
        Matcher number = WRITTEN.matcher(text).region(from, text.length());
        int end = number.lookingAt() ? number.end() : from;
        boolean prefixed = end > from + 1 && "xXoObB".indexOf(text.charAt(from + 1)) >= 0;
        boolean point = text.startsWith(".", end) && !text.startsWith("..", end);
        if (end < text.length() && ExprLexer.isPart(text.codePointAt(end)) || prefixed && point) {
            String next = new String(Character.toChars(text.codePointAt(end)));
            throw new UnreadableExpression(end, "a number is followed by " + ShownText.quoted(next));
        }
        String written = text.substring(start, end);
        if (!hasValue(written.replace("_", ""))) {
            throw new UnreadableExpression(start, ShownText.quoted(written) + " is no number, or too large");
        }
        return end;
    }

    private static boolean hasValue(String digits) {
        if (WITH_RADIX.matcher(digits).matches()) {
            int radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                default -> 2;
            };
            return isLong(new BigInteger(digits.substring(2), radix));
        }
        if (!DECIMAL.matcher(digits).matches()) {
            return false;
        }
        boolean whole = digits.chars().allMatch(Character::isDigit);
        return whole ? isLong(new BigInteger(digits)) : Double.isFinite(Double.parseDouble(digits));
    }

    private static boolean isLong(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }
}
