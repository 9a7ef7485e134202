package io.tiphys.gateway.configuration;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.type.Argument;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the value of one property, and describes the values of its type. Stricter than the framework, which reads 3.5 as 3,
 * and truncates 99999999999.
 */
final class PropertyValues {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final ConversionService conversions;

    PropertyValues(ConversionService conversions) {
        this.conversions = conversions;
    }

    /** The value; empty when it is invalid for the type. */
    Optional<?> read(Object value, Class<?> type) {
        if (type == List.class) {
            return conversions.convert(value, Argument.listOf(String.class)).map(PropertyValues::withoutBlanks);
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            return Optional.empty();
        }
        String text = value.toString().strip();
        if (type == boolean.class) {
            return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
        }
        if (type == double.class) {
            return decimal(value, text);
        }
        return isNumber(type) ? number(text, type) : conversions.convert(value, type);
    }

    /** Describes the valid values of a type. */
    static String description(Class<?> type) {
        if (type == boolean.class) {
            return "true or false";
        }
        if (isNumber(type)) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number, for example 0.1";
        }
        if (type == Duration.class) {
            return "a duration, for example 30s or 5m";
        }
        if (type == URI.class) {
            return "an address, for example https://argo-server.argo:2746";
        }
        if (type == Path.class) {
            return "the path of a file";
        }
        return type == List.class ? "a list of texts" : "one text";
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class;
    }

    private static Optional<Double> decimal(Object value, String text) {
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue()); // 0.0001 in YAML, whose text is 1.0E-4
        }
        return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    private static Optional<? extends Number> number(String text, Class<?> type) {
        try {
            return Optional.of(type == long.class ? (Number) Long.valueOf(text) : Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> withoutBlanks(List<String> values) {
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
