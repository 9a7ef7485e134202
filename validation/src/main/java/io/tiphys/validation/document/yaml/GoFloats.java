package io.tiphys.validation.document.yaml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;

/** Floating-point numbers as Go writes them: with the fewest digits that represent the same number. */
final class GoFloats {
    private static final double LEAST_PLAIN = 1e-6;
    private static final double LEAST_LARGE = 1e21;
    private static final int LEAST_KEY_EXPONENT = -4;
    private static final int LARGE_KEY_EXPONENT = 6;
    private static final int ALWAYS_EXACT = 15;
    private static final List<RoundingMode> MODES = List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP);

    private GoFloats() {}

    /** As {@code encoding/json} writes it. */
    static String json(double number) {
        double size = Math.abs(number);
        BigDecimal digits = shortest(number);
        if (size != 0 && (size < LEAST_PLAIN || size >= LEAST_LARGE)) {
            return scientific(digits, 1);
        }
        return sign(number) + digits.abs().toPlainString();
    }

    /** As {@code sigs.k8s.io/yaml} writes a key, which it treats as a number of 32 bits. */
    static String key(double number) {
        float narrow = (float) number;
        if (Float.isNaN(narrow)) {
            return ".nan";
        }
        if (Float.isInfinite(narrow)) {
            return narrow > 0 ? ".inf" : "-.inf";
        }
        BigDecimal digits = shortest(narrow);
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        return exponent < LEAST_KEY_EXPONENT || exponent >= LARGE_KEY_EXPONENT
                ? scientific(digits, 2)
                : sign(narrow) + digits.abs().toPlainString();
    }

    private static String sign(double number) {
        return number < 0 || 1 / number < 0 ? "-" : "";
    }

    private static String scientific(BigDecimal digits, int exponentDigits) {
        String all = digits.unscaledValue().abs().toString();
        int exponent = digits.precision() - digits.scale() - 1;
        String size = Integer.toString(Math.abs(exponent));
        return (digits.signum() < 0 ? "-" : "")
                + all.charAt(0)
                + (all.length() > 1 ? "." + all.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + "0".repeat(Math.max(0, exponentDigits - size.length()))
                + size;
    }

    private static BigDecimal shortest(double number) {
        BigDecimal known = stripped(new BigDecimal(Double.toString(number)));
        return known.precision() <= ALWAYS_EXACT && Math.abs(number) >= Double.MIN_NORMAL
                ? known
                : shorter(known, new BigDecimal(number), it -> it.doubleValue() == number);
    }

    private static BigDecimal shortest(float number) {
        BigDecimal known = stripped(new BigDecimal(Float.toString(number)));
        return shorter(known, new BigDecimal(number), it -> it.floatValue() == number);
    }

    /** The JDK's own digits are not always the fewest. */
    private static BigDecimal shorter(BigDecimal known, BigDecimal exact, Predicate<BigDecimal> same) {
        BigDecimal best = known;
        for (int digits = known.precision() - 1; digits > 0; digits--) {
            MathContext[] contexts = contexts(digits);
            BigDecimal found = null;
            for (int i = 0; i < contexts.length && found == null; i++) {
                BigDecimal candidate = exact.round(contexts[i]);
                found = same.test(candidate) ? stripped(candidate) : null;
            }
            if (found == null) {
                return best;
            }
            best = found;
        }
        return best;
    }

    private static MathContext[] contexts(int digits) {
        return MODES.stream().map(mode -> new MathContext(digits, mode)).toArray(MathContext[]::new);
    }

    private static BigDecimal stripped(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
