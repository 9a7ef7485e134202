package io.tiphys.gateway.workflow;

import io.tiphys.gateway.workflow.ManifestNode.BooleanNode;
import io.tiphys.gateway.workflow.ManifestNode.NullNode;
import io.tiphys.gateway.workflow.ManifestNode.NumberNode;
import io.tiphys.gateway.workflow.ManifestNode.Position;
import io.tiphys.gateway.workflow.ManifestNode.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Gives a YAML scalar the JSON value that Kubernetes gives it (sigs.k8s.io/yaml, YAML 1.1). */
final class YamlScalars {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 100;

    private YamlScalars() {}

    /** The value; empty for one that JSON does not have. */
    static Optional<ManifestNode> resolve(ScalarNode scalar, Position position) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (Tag.STR.equals(tag) || Tag.TIMESTAMP.equals(tag)) {
            return Optional.of(new TextNode(position, text));
        }
        if (Tag.NULL.equals(tag)) {
            return Optional.of(new NullNode(position));
        }
        if (Tag.BOOL.equals(tag)) {
            return Optional.of(new BooleanNode(position, TRUE.contains(text.toLowerCase(Locale.ROOT))));
        }
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            return number(text, position);
        }
        return Optional.empty();
    }

    private static Optional<ManifestNode> number(String text, Position position) {
        if (text.indexOf(':') >= 0) {
            return Optional.of(new TextNode(position, text)); // 1:30 is a number in YAML 1.1, and a text to Kubernetes
        }
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        String digits = text.replace("_", "");
        String json = JSON_NUMBER.matcher(digits).matches() ? digits : converted(digits);
        return json.isEmpty() ? Optional.empty() : Optional.of(new NumberNode(position, json));
    }

    private static String converted(String digits) {
        boolean negative = digits.startsWith("-");
        String magnitude = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        try {
            String value = magnitude.matches("0[0-7]+") || magnitude.matches("0[xXbBoO].+")
                    ? radix(magnitude)
                    : new BigDecimal(magnitude).toString();
            return negative ? "-" + value : value;
        } catch (NumberFormatException e) {
            return ""; // .inf and .nan
        }
    }

    private static String radix(String magnitude) {
        int radix = switch (Character.toLowerCase(magnitude.charAt(1))) {
            case 'x' -> 16;
            case 'b' -> 2;
            default -> 8;
        };
        String digits = magnitude.replaceFirst("^0[xXbBoO]?", "");
        return new BigInteger(digits, radix).toString();
    }
}
