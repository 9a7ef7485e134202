package io.tiphys.validation.document.yaml;

import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers of go-yaml v2 in a text without quotes ({@code resolve.go}): Go's notations, and underscores. */
final class YamlNumbers {
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]++)?");
    private static final Pattern POINT_FIRST =
            Pattern.compile("\\.[0-9]++(?:_[0-9]++)*+(?:[eE][-+]?[0-9]++(?:_[0-9]++)*+)?");
    private static final Pattern SIGNED_BINARY = Pattern.compile("0b[-+][01]++");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);
    private static final int SHORT = 18;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;

    private YamlNumbers() {}

    /** Whether it is a short decimal number of JSON, as most numbers are. */
    static boolean isShortDecimal(String text) {
        if (text.isEmpty() || text.length() > SHORT || text.charAt(0) == '0' && text.length() > 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The whole number of 64 bits, with or without sign; null for other texts. */
    static @Nullable BigInteger integer(String text) {
        String plain = withoutUnderscores(text);
        boolean signed = !plain.isEmpty() && (plain.charAt(0) == '-' || plain.charAt(0) == '+');
        String digits = signed ? plain.substring(1) : plain;
        int radix = radix(digits);
        String significant = digits.substring(radix == DECIMAL ? 0 : radix == OCTAL && !isMarked(digits, 'o') ? 1 : 2);
        BigInteger size = size(significant, radix, digits.length() > significant.length());
        if (size == null) {
            return SIGNED_BINARY.matcher(plain).matches() ? integer(plain.charAt(2) + "0b" + plain.substring(3)) : null;
        }
        BigInteger value = plain.startsWith("-") ? size.negate() : size;
        boolean fits = value.compareTo(LEAST) >= 0
                && value.compareTo(GREATEST) <= 0
                && (!signed || value.bitLength() < Long.SIZE);
        return fits ? value : null;
    }

    private static int radix(String digits) {
        if (!digits.startsWith("0")) {
            return DECIMAL;
        }
        return isMarked(digits, 'x') ? 16 : isMarked(digits, 'b') ? 2 : OCTAL;
    }

    private static boolean isMarked(String digits, char mark) {
        return digits.length() > 2 && Character.toLowerCase(digits.charAt(1)) == mark && digits.charAt(1) < 0x80;
    }

    /** @param maybeEmpty whether a number without digits is zero, because its prefix is a digit */
    private static @Nullable BigInteger size(String digits, int radix, boolean maybeEmpty) {
        if (digits.isEmpty()) {
            return maybeEmpty ? BigInteger.ZERO : null;
        }
        int first = 0;
        for (int i = 0; i < digits.length(); i++) {
            char one = digits.charAt(i);
            if (one >= 0x80 || Character.digit(one, radix) < 0) {
                return null;
            }
            first += first == i && one == '0' ? 1 : 0;
        }
        String significant = digits.substring(first);
        if (significant.length() > Long.SIZE) {
            return null;
        }
        return significant.isEmpty() ? BigInteger.ZERO : new BigInteger(significant, radix);
    }

    /** The floating-point number of 64 bits; empty for other texts and for larger numbers. */
    static OptionalDouble floating(String text) {
        boolean pointFirst = text.startsWith(".");
        String plain = withoutUnderscores(text);
        boolean matches = pointFirst
                ? POINT_FIRST.matcher(text).matches()
                : FLOAT.matcher(plain).matches();
        double value = matches ? Double.parseDouble(plain) : Double.NaN;
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static String withoutUnderscores(String text) {
        return text.indexOf('_') < 0 ? text : text.replace("_", "");
    }
}
