package io.tiphys.validation.document;

import io.tiphys.validation.document.ManifestScalar.Type;
import io.tiphys.validation.finding.ShownText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Gives a YAML scalar the JSON value that Kubernetes gives it: sigs.k8s.io/yaml on go-yaml 2.4, which reads YAML 1.1 with
 * {@code yes}, {@code y} and {@code on} as true and {@code 010} as eight, but without numbers to the base of 60, and which
 * leaves timestamps as texts.
 */
final class YamlScalars {
    /** What a scalar is. */
    sealed interface Resolution {}

    /** A JSON value; a number's text is a JSON number. */
    record Value(Type type, String text) implements Resolution {}

    /** What JSON or Kubernetes has no value for. */
    record Flaw(DocumentRule rule, String message) implements Resolution {}

    private static final String OWN_TAGS = "tag:yaml.org,2002:";
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+))");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_WORD = "false".length();
    private static final int SHORT = 18;

    private YamlScalars() {}

    /** Whether it is the merge key of YAML 1.1, {@code <<} without quotes. */
    static boolean isMergeKey(ScalarEvent event) {
        return event.isPlain() && event.getTag() == null && event.getValue().equals("<<");
    }

    static boolean isText(ScalarEvent event) {
        return resolve(event) instanceof Value value && value.type() == Type.STRING;
    }

    static Resolution resolve(ScalarEvent event) {
        String tag = event.getTag();
        String text = event.getValue();
        if (tag == null) {
            return event.isPlain() ? plain(text) : new Value(Type.STRING, text);
        }
        return tag.equals("!") ? new Value(Type.STRING, text) : tagged(tag, text);
    }

    private static Resolution tagged(String tag, String text) {
        Type type = switch (tag.startsWith(OWN_TAGS) ? tag.substring(OWN_TAGS.length()) : "") {
            case "str", "timestamp" -> Type.STRING;
            case "int", "float" -> Type.NUMBER;
            case "bool" -> Type.BOOLEAN;
            case "null" -> Type.NULL;
            default -> null;
        };
        if (type == Type.STRING) {
            return new Value(Type.STRING, text);
        }
        Resolution resolution = plain(text);
        if (type == null || (resolution instanceof Value value && value.type() != type)) {
            return new Flaw(
                    DocumentRule.TAG_NOT_ALLOWED,
                    "The tag " + ShownText.quoted(tag) + " is none of YAML's own, or does not fit this value.");
        }
        return resolution;
    }

    private static Resolution plain(String text) {
        if (text.length() <= LONGEST_WORD) {
            if (NULL.contains(text)) {
                return new Value(Type.NULL, "null");
            }
            if (TRUE.contains(text) || FALSE.contains(text)) {
                return new Value(Type.BOOLEAN, Boolean.toString(TRUE.contains(text)));
            }
        }
        if (text.length() > LONGEST_NUMBER || "0123456789+-.".indexOf(text.charAt(0)) < 0) {
            return new Value(Type.STRING, text);
        }
        if (isShortDecimal(text)) {
            return new Value(Type.NUMBER, text);
        }
        if (NOT_FINITE.matcher(text).matches()) {
            return new Flaw(DocumentRule.NOT_A_JSON_VALUE, "JSON has no infinite or undefined number.");
        }
        String number = number(text.charAt(0) == '.' ? text : text.replace("_", ""));
        return number == null ? new Value(Type.STRING, text) : new Value(Type.NUMBER, number);
    }

    /** Whether it is a JSON number as most are, which needs no pattern. */
    private static boolean isShortDecimal(String text) {
        if (text.length() > SHORT || (text.charAt(0) == '0' && text.length() > 1)) {
            return false;
        }
        return text.chars().allMatch(one -> one >= '0' && one <= '9');
    }

    /** The JSON number; null when the text is none. */
    private static @Nullable String number(String text) {
        Matcher integer = INTEGER.matcher(text);
        if (integer.matches()) {
            BigInteger value = integer(integer);
            boolean fits = value.compareTo(LEAST) >= 0
                    && value.compareTo(GREATEST) <= 0
                    && (integer.group(1).isEmpty() || value.bitLength() < Long.SIZE);
            if (fits) {
                return value.toString();
            }
        }
        if (!FLOAT.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
            return null;
        }
        return JSON_NUMBER.matcher(text).matches() ? text : new BigDecimal(text).toString();
    }

    private static BigInteger integer(Matcher integer) {
        int group = integer.group(2) != null ? 2 : integer.group(3) != null ? 3 : 4;
        int radix = group == 2 ? 16 : group == 3 ? 2 : 8;
        BigInteger magnitude = new BigInteger(integer.group(group), radix);
        return integer.group(1).equals("-") ? magnitude.negate() : magnitude;
    }
}
