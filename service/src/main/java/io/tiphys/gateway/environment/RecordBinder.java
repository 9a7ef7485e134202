package io.tiphys.gateway.environment;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.core.value.PropertyResolver;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration record: a property for each component, in kebab-case, and a block for each component that is a
 * record itself. The framework's own binding stops at the first value that it cannot read, wants every block to be
 * there, and reads environment variables as environments that nobody configured; here each bad value is a finding, and
 * the component then has its default.
 */
final class RecordBinder {
    private final PropertyResolver properties;
    private final ConversionService conversions;
    private final List<ConfigurationFinding> findings = new ArrayList<>();

    RecordBinder(PropertyResolver properties, ConversionService conversions) {
        this.properties = properties;
        this.conversions = conversions;
    }

    /** What could not be read so far. */
    List<ConfigurationFinding> findings() {
        return List.copyOf(findings);
    }

    /** The names of all properties of a record, those of its blocks too, relative to the record. */
    static List<String> propertiesOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> {
                    String name = NameUtils.hyphenate(component.getName());
                    return component.getType().isRecord()
                            ? propertiesOf(component.getType()).stream().map(nested -> name + "." + nested)
                            : Stream.of(name);
                })
                .toList();
    }

    /** The record whose properties stand under this prefix. */
    <R> R bind(Class<R> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            Parameter[] parameters = constructor.getParameters();
            var values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                String property = prefix + "." + NameUtils.hyphenate(components[i].getName());
                values[i] = types[i].isRecord() ? bind(types[i], property) : value(parameters[i], property);
            }
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private @Nullable Object value(Parameter parameter, String property) {
        Optional<Object> configured = properties.getProperty(property, Object.class);
        if (configured.isPresent()) {
            Optional<?> read = read(configured.get(), parameter.getType());
            if (read.isPresent()) {
                return read.get();
            }
            findings.add(new ConfigurationFinding(true, property, "has to be " + description(parameter.getType())));
        }
        Bindable bindable = parameter.getAnnotation(Bindable.class);
        return bindable == null
                ? null
                : read(bindable.defaultValue(), parameter.getType()).orElseThrow();
    }

    private Optional<?> read(Object value, Class<?> type) {
        if (type == List.class) {
            return conversions.convert(value, Argument.listOf(String.class)).map(RecordBinder::withoutBlanks);
        }
        if (type == boolean.class) {
            return switch (value.toString()) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return conversions.convert(value, type);
    }

    private static List<String> withoutBlanks(List<String> values) {
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String description(Class<?> type) {
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class) {
            return "a whole number";
        }
        if (type == Duration.class) {
            return "a duration, for example 30s or 5m";
        }
        if (type == URI.class) {
            return "an address, for example https://argo-server.argo:2746";
        }
        return type == Path.class ? "the path of a file" : "a text or a list of texts";
    }
}
