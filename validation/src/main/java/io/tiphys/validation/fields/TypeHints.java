package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.ListOf;
import io.tiphys.validation.fields.FieldType.Named;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.finding.ShownText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hints how a value of the wrong type was probably meant. There is a hint only for a usual mistake. */
final class TypeHints {
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern LARGE_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{3}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([kKmMgGtTpP])[iI]?[bB]?");

    /** The field that people give instead of the whole object, by type. */
    private static final Map<String, String> MAIN_FIELDS = Map.of(
            "ContainerPort", "containerPort", "LocalObjectReference", "name", "Parameter", "name", "EnvVar", "name");

    private static final Set<Simple> NUMBERS = Set.of(Simple.INT32, Simple.INT64, Simple.UINT64, Simple.NUMBER);

    private TypeHints() {}

    /** The description of a value, for messages. */
    static String found(ManifestNode value) {
        if (value instanceof ManifestScalar scalar) {
            return switch (scalar.type()) {
                case STRING -> "text " + ShownText.quoted(scalar.text());
                case NUMBER -> read("the number " + shortened(scalar.text()), scalar);
                case BOOLEAN -> read(scalar.text(), scalar);
                case NULL -> scalar.text();
            };
        }
        return value instanceof ManifestObject ? "an object" : "a list";
    }

    /** YAML has forms of its own for numbers, true and false. */
    private static String read(String value, ManifestScalar scalar) {
        return scalar.written().equals(scalar.text())
                ? value
                : ShownText.plain(scalar.written()) + ", which YAML reads as " + value;
    }

    private static String shortened(String number) {
        return number.length() <= LONGEST_NUMBER ? number : number.substring(0, LONGEST_NUMBER) + "...";
    }

    static @Nullable String of(FieldType expected, ManifestNode value) {
        if (value instanceof ManifestScalar scalar) {
            return expected instanceof Simple simple ? ofScalar(simple, scalar) : ofScalar(expected, scalar);
        }
        if (expected instanceof ListOf list && value instanceof ManifestObject object) {
            return list(list.element(), object);
        }
        if (expected instanceof Named named && value instanceof ManifestArray) {
            return "Remove the dash: one object of the type " + named.name() + " is expected, and no list.";
        }
        return expected instanceof Simple ? text(value) : null;
    }

    private static @Nullable String ofScalar(Simple expected, ManifestScalar scalar) {
        String text = scalar.text();
        return switch (scalar.type()) {
            case STRING -> ofText(expected, text);
            case NUMBER -> isText(expected) ? quoted(scalar) : whole(expected, text);
            case BOOLEAN -> isText(expected) ? quoted(scalar) : null;
            case NULL -> null;
        };
    }

    private static String quoted(ManifestScalar scalar) {
        return "Write it in quotes: \"" + shortened(ShownText.plain(scalar.written())) + "\".";
    }

    private static boolean isText(Simple expected) {
        return Set.of(Simple.STRING, Simple.TIME, Simple.DURATION, Simple.SECONDS)
                .contains(expected);
    }

    private static @Nullable String ofText(Simple expected, String text) {
        if (text.contains("{{")) {
            return expected == Simple.QUANTITY
                    ? "A quantity accepts no variable. Set it by podSpecPatch, which does, for example: podSpecPatch:"
                            + " '{\"containers\": [{\"name\": \"main\", \"resources\": {\"limits\": {\"memory\":"
                            + " \"{{workflow.parameters.memory}}\"}}}]}'"
                    : "This field accepts no variable. Write the value itself.";
        }
        if (expected == Simple.QUANTITY) {
            return quantity(text);
        }
        boolean number = NUMBERS.contains(expected) && SimpleValues.fits(ManifestScalar.Type.NUMBER, text, expected);
        boolean truth = expected == Simple.BOOLEAN && Set.of("true", "false").contains(text);
        return number && isPlain(text) || truth ? "Write it without quotes: " + text + "." : null;
    }

    /** People write 2GB, 512mb or 1 Gi. */
    private static @Nullable String quantity(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return null;
        }
        String amount = size.group(1);
        String unit = size.group(2).toUpperCase(Locale.ROOT).replace("K", "k");
        return "Write " + amount + unit + " (powers of 1000) or " + amount + unit.toUpperCase(Locale.ROOT)
                + "i (powers of 1024).";
    }

    private static boolean isPlain(String number) {
        return number.length() <= LONGEST_NUMBER
                && number.chars().allMatch(one -> one == '-' || one >= '0' && one <= '9');
    }

    /** Some tools have only one type of numbers, and write whole ones with a decimal point. */
    private static @Nullable String whole(Simple expected, String text) {
        if (text.length() > LONGEST_NUMBER || LARGE_EXPONENT.matcher(text).find()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        if (number.scale() > 0) {
            return null;
        }
        String whole = number.toBigInteger().toString();
        return !whole.equals(text) && SimpleValues.fits(ManifestScalar.Type.NUMBER, whole, expected)
                ? "Write it without a point: " + whole + "."
                : null;
    }

    private static @Nullable String ofScalar(FieldType expected, ManifestScalar scalar) {
        if (expected instanceof ListOf list && list.element() == Simple.STRING) {
            return "Write a list: [" + json(scalar) + "].";
        }
        if (expected instanceof Named named) {
            String field = MAIN_FIELDS.get(named.name());
            String value = scalar.type() == ManifestScalar.Type.STRING ? json(scalar) : shortened(scalar.text());
            return field == null ? null : "Write an object: {" + field + ": " + value + "}.";
        }
        return expected instanceof ListOf ? "Write a list: each element begins with a dash." : null;
    }

    private static String json(ManifestScalar scalar) {
        return '"' + ShownText.plain(scalar.text()).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String list(FieldType element, ManifestObject found) {
        if (element instanceof Named named && named.name().equals("WorkflowStep")) {
            String name = found.string("name").map(ShownText::plain).orElse("...");
            return "Steps are a list of lists: begin the step with two dashes, - - name: " + name + ".";
        }
        Optional<ManifestNode> first = found.members().stream().findFirst();
        ManifestKey key = first.map(ManifestNode::key).orElse(null);
        if (element instanceof Named
                && key != null
                && first.get() instanceof ManifestScalar scalar
                && found.find("name") == null) {
            return "Write a list: - {name: " + ShownText.plain(key.text()) + ", value: " + json(scalar) + "}.";
        }
        return "Write a list: each element begins with a dash.";
    }

    /** A list or an object where text is expected. */
    private static String text(ManifestNode value) {
        boolean colon = value instanceof ManifestObject object
                && object.members().size() == 1
                && object.members().get(0) instanceof ManifestScalar scalar
                && scalar.type() == ManifestScalar.Type.NULL;
        return colon
                ? "Put quotes around it: text that ends with a colon is read as an object."
                : "Put quotes around the whole value to give it as text.";
    }
}
