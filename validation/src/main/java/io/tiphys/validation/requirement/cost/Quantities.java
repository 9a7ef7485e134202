package io.tiphys.validation.requirement.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads quantities of Kubernetes ({@code k8s.io/apimachinery/pkg/api/resource}): {@code 500m}, {@code 1Gi}, {@code 2e3}. */
public final class Quantities {
    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30}))([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?");

    private static final int STEP = 1024;
    private static final int THOUSAND_EXPONENT = 3;
    private static final String BINARY = "KMGTPE";
    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

    private Quantities() {}

    /** The number; empty for text that is no quantity. */
    public static Optional<BigDecimal> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new BigDecimal(matcher.group(1)).multiply(factor(matcher.group(2))))
                : Optional.empty();
    }

    private static BigDecimal factor(@Nullable String suffix) {
        if (suffix == null) {
            return BigDecimal.ONE;
        }
        if (suffix.endsWith("i")) {
            return BigDecimal.valueOf(STEP).pow(BINARY.indexOf(suffix.charAt(0)) + 1);
        }
        Integer exponent = DECIMAL.get(suffix);
        return BigDecimal.ONE.scaleByPowerOfTen(exponent == null ? Integer.parseInt(suffix.substring(1)) : exponent);
    }

    /** A readable number of bytes, for example {@code 1.5Gi}. */
    public static String bytes(BigDecimal amount) {
        BigDecimal shown = amount;
        int step = -1;
        while (shown.compareTo(BigDecimal.valueOf(STEP)) >= 0 && step < BINARY.length() - 1) {
            shown = shown.divide(BigDecimal.valueOf(STEP), THOUSAND_EXPONENT, RoundingMode.HALF_UP);
            step++;
        }
        return plain(shown) + (step < 0 ? "" : BINARY.charAt(step) + "i");
    }

    /** A number without an exponent and without trailing zeros. */
    public static String plain(BigDecimal amount) {
        BigDecimal shown = amount.stripTrailingZeros();
        return (shown.scale() < 0 ? shown.setScale(0) : shown).toPlainString();
    }
}
