package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.Simple;
import io.tiphys.validation.finding.ShownText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hints how a value of the wrong type was probably meant. There is a hint only for a usual mistake. */
final class TypeHints {
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern LARGE_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{3}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([kKmMgGtTpP])[iI]?[bB]?");

    private static final Pattern CORES = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(?:cores?|v?cpus?)");
    private static final Pattern SHELL = Pattern.compile("\\$(\\{[A-Za-z_]|\\(|[A-Za-z_])");
    private static final Pattern UNIT =
            Pattern.compile("([0-9]{1,9}) ?(s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|d|days?)");
    private static final Map<String, Integer> SECONDS_OF = Map.ofEntries(
            Map.entry("m", 60),
            Map.entry("min", 60),
            Map.entry("mins", 60),
            Map.entry("minute", 60),
            Map.entry("minutes", 60),
            Map.entry("h", 3600),
            Map.entry("hour", 3600),
            Map.entry("hours", 3600),
            Map.entry("d", 86_400),
            Map.entry("day", 86_400),
            Map.entry("days", 86_400));
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n", "0");

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

    static @Nullable String of(FieldType expected, ManifestNode value, FieldTable table) {
        return value instanceof ManifestScalar scalar && expected instanceof Simple simple
                ? ofScalar(simple, scalar)
                : new ObjectHints(table).of(expected, value);
    }

    private static @Nullable String ofScalar(Simple expected, ManifestScalar scalar) {
        String text = scalar.text();
        return switch (scalar.type()) {
            case STRING -> ofText(expected, text, scalar);
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

    private static @Nullable String ofText(Simple expected, String text, ManifestScalar scalar) {
        if (text.contains("{{")) {
            return expected == Simple.QUANTITY && isOfContainer(scalar)
                    ? "A quantity accepts no variable. Set it by podSpecPatch, which does, for example: podSpecPatch:"
                            + " '{\"containers\": [{\"name\": \"main\", \"resources\": {\"limits\": {\"memory\":"
                            + " \"{{workflow.parameters.memory}}\"}}}]}'"
                    : "This field accepts no variable. Write the value itself.";
        }
        if (SHELL.matcher(text).find()) {
            return "This is a variable of a shell that nothing has replaced: render the file first, for example with envsubst.";
        }
        if (expected == Simple.QUANTITY) {
            return quantity(text);
        }
        boolean number = NUMBERS.contains(expected) && SimpleValues.fits(ManifestScalar.Type.NUMBER, text, expected);
        boolean truth = expected == Simple.BOOLEAN && Set.of("true", "false").contains(text);
        if (number && isPlain(text) || truth) {
            return "Write it without quotes: " + text + ".";
        }
        if (expected == Simple.BOOLEAN) {
            return TRUE.contains(text.toLowerCase(Locale.ROOT))
                    ? "Write true."
                    : FALSE.contains(text.toLowerCase(Locale.ROOT)) ? "Write false." : null;
        }
        return NUMBERS.contains(expected) ? withoutUnit(text, scalar) : null;
    }

    private static boolean isOfContainer(ManifestScalar scalar) {
        return !scalar.pointer().contains("olumeClaimTemplate");
    }

    /** People write 10s where the field's name has the unit. */
    private static @Nullable String withoutUnit(String text, ManifestScalar scalar) {
        Matcher duration = UNIT.matcher(text);
        ManifestKey key = scalar.key();
        if (!duration.matches()
                || key == null
                || !key.text().toLowerCase(Locale.ROOT).contains("seconds")) {
            return null;
        }
        long seconds = Long.parseLong(duration.group(1)) * SECONDS_OF.getOrDefault(duration.group(2), 1);
        return "Write the number of seconds: " + seconds + ".";
    }

    /** People write 2GB, 512mb or 1 Gi. */
    private static @Nullable String quantity(String text) {
        Matcher cores = CORES.matcher(text.toLowerCase(Locale.ROOT));
        if (cores.matches()) {
            return "Write the number alone: " + cores.group(1) + ".";
        }
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
}
