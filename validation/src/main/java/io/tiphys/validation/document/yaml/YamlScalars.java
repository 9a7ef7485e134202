package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.ManifestScalar.Type;
import io.tiphys.validation.document.text.DecodedText;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.yaml.YamlEvent;
import java.math.BigInteger;
import java.util.Base64;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts a YAML scalar to a JSON value as Kubernetes and Argo do: sigs.k8s.io/yaml on go-yaml v2. It reads YAML 1.1
 * with {@code yes}, {@code y} and {@code on} as true and {@code 010} as eight, but without numbers to the base of 60. Timestamps
 * remain texts, and tags other than YAML's own are ignored.
 */
final class YamlScalars {
    /** The result of the conversion. */
    sealed interface Resolution {}

    /**
     * A JSON value.
     *
     * @param text as {@link ManifestScalar#text()}
     * @param key what it is as a key; null when it can be none
     */
    record Value(Type type, String text, @Nullable String key) implements Resolution {}

    /**
     * A scalar without a value in JSON or Kubernetes.
     *
     * @param key what it is as a key; null when it can be none
     */
    record Flaw(DocumentRule rule, String message, @Nullable String key) implements Resolution {}

    private static final String OWN_TAGS = "tag:yaml.org,2002:";
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NOT_A_NUMBER = Set.of(".nan", ".NaN", ".NAN");
    private static final Set<String> INFINITE =
            Set.of(".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF");
    private static final int LONGEST_WORD = "false".length();
    private static final Value NOTHING = new Value(Type.NULL, "null", null);

    private YamlScalars() {}

    /** Whether it is the merge key of YAML 1.1, {@code <<} without quotes. */
    static boolean isMergeKey(YamlEvent event) {
        return event.is(YamlEvent.Kind.SCALAR)
                && event.text().equals("<<")
                && (event.plain() || (OWN_TAGS + "merge").equals(event.tag()));
    }

    static Resolution resolve(YamlEvent event) {
        String tag = event.tag();
        if (tag == null) {
            return event.plain() ? plain(event.text()) : text(event.text());
        }
        return tagged(tag.startsWith(OWN_TAGS) ? tag.substring(OWN_TAGS.length()) : "", tag, event.text());
    }

    private static Value text(String text) {
        return new Value(Type.STRING, text, text);
    }

    private static Resolution tagged(String own, String tag, String text) {
        return switch (own) {
            case "binary" -> bytes(tag, text);
            case "bool" -> ofType(Type.BOOLEAN, tag, text);
            case "null" -> ofType(Type.NULL, tag, text);
            case "int" -> isFloat(text) ? misfit(tag) : ofType(Type.NUMBER, tag, text);
            case "float" -> floating(tag, text);
            case "timestamp" -> YamlTimestamps.isTimestamp(text) ? text(text) : misfit(tag);
            default -> text(text);
        };
    }

    private static Flaw misfit(String tag) {
        String message = "The tag " + ShownText.quoted(tag) + " does not fit this value.";
        return new Flaw(DocumentRule.TAG_NOT_ALLOWED, message, null);
    }

    private static Resolution ofType(Type type, String tag, String text) {
        Resolution resolution = plain(text);
        boolean fits = resolution instanceof Value value && value.type() == type;
        return fits ? resolution : misfit(tag);
    }

    private static boolean isFloat(String text) {
        return isNumberLike(text) && YamlNumbers.integer(text) == null;
    }

    private static Resolution floating(String tag, String text) {
        Resolution resolution = plain(text);
        if (resolution instanceof Flaw) {
            return resolution;
        }
        BigInteger integer = isNumberLike(text) ? YamlNumbers.integer(text) : null;
        if (integer == null) {
            return ofType(Type.NUMBER, tag, text);
        }
        return integer.bitLength() < Long.SIZE ? number(integer.longValue()) : misfit(tag);
    }

    private static Resolution bytes(String tag, String text) {
        String encoded = text.replace("\n", "").replace("\r", "");
        try {
            if (encoded.length() % 4 != 0) {
                return misfit(tag);
            }
            return text(DecodedText.lenient(Base64.getDecoder().decode(encoded)));
        } catch (IllegalArgumentException e) {
            return misfit(tag);
        }
    }

    private static boolean isNumberLike(String text) {
        return !text.isEmpty() && "0123456789+-.".indexOf(text.charAt(0)) >= 0;
    }

    private static Resolution plain(String text) {
        if (text.length() <= LONGEST_WORD) {
            if (NULL.contains(text)) {
                return NOTHING;
            }
            if (TRUE.contains(text) || FALSE.contains(text)) {
                String word = Boolean.toString(TRUE.contains(text));
                return new Value(Type.BOOLEAN, word, word);
            }
        }
        if (!isNumberLike(text)) {
            return text(text);
        }
        if (YamlNumbers.isShortDecimal(text)) {
            return new Value(Type.NUMBER, text, text);
        }
        if (NOT_A_NUMBER.contains(text) || INFINITE.contains(text)) {
            String key = NOT_A_NUMBER.contains(text) ? ".nan" : text.charAt(0) == '-' ? "-.inf" : ".inf";
            return new Flaw(DocumentRule.NOT_A_JSON_VALUE, "JSON has no infinite or undefined number.", key);
        }
        return number(text);
    }

    private static Resolution number(String text) {
        BigInteger integer = text.charAt(0) == '.' ? null : YamlNumbers.integer(text);
        if (integer != null) {
            String digits = integer.toString();
            return new Value(Type.NUMBER, digits, integer.bitLength() < Long.SIZE ? digits : null);
        }
        OptionalDouble floating = YamlNumbers.floating(text);
        return floating.isPresent() ? number(floating.getAsDouble()) : text(text);
    }

    private static Value number(double number) {
        return new Value(Type.NUMBER, GoFloats.json(number), GoFloats.key(number));
    }
}
