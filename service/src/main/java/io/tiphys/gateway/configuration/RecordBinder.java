package io.tiphys.gateway.configuration;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.value.PropertyResolver;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration record: a property for each component, in kebab-case, a block for each component that is a record
 * itself, and a named block for each entry of a component that is a map of records. The framework's own binding stops at the first unreadable value, requires every block, and treats
 * environment variables as environments that nobody configured. Here each invalid value is a finding, and the component has
 * its default.
 */
final class RecordBinder {
    private final PropertyResolver properties;
    private final PropertyValues values;
    private final Function<String, SortedSet<String>> namesUnder;
    private final List<ConfigurationFinding> findings = new ArrayList<>();

    /** @param namesUnder the configured names of named blocks, by the prefix of the blocks */
    RecordBinder(
            PropertyResolver properties,
            ConversionService conversions,
            Function<String, SortedSet<String>> namesUnder) {
        this.properties = properties;
        this.namesUnder = namesUnder;
        this.values = new PropertyValues(conversions);
    }

    /** The unreadable values so far. */
    List<ConfigurationFinding> findings() {
        return List.copyOf(findings);
    }

    /**
     * The names of all properties of a record and of its blocks, relative to the record. An asterisk represents the name of
     * a named block.
     */
    static List<String> propertiesOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> {
                    String name = NameUtils.hyphenate(component.getName());
                    if (component.getType() == Map.class) {
                        return propertiesOf(entriesOf(component.getGenericType())).stream()
                                .map(nested -> name + ".*." + nested);
                    }
                    return component.getType().isRecord()
                            ? propertiesOf(component.getType()).stream().map(nested -> name + "." + nested)
                            : Stream.of(name);
                })
                .toList();
    }

    /** The record in a component of type {@code Map<String, Record>}. */
    private static Class<?> entriesOf(Type map) {
        return (Class<?>) ((ParameterizedType) map).getActualTypeArguments()[1];
    }

    /** The record whose properties have this prefix. */
    <R> R bind(Class<R> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            Parameter[] parameters = constructor.getParameters();
            var bound = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                String property = prefix + "." + NameUtils.hyphenate(components[i].getName());
                bound[i] = bindComponent(parameters[i], components[i].getGenericType(), property);
            }
            return constructor.newInstance(bound);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private @Nullable Object bindComponent(Parameter parameter, Type type, String property) {
        if (parameter.getType() == Map.class) {
            SortedMap<String, Object> blocks = new TreeMap<>();
            namesUnder.apply(property).forEach(name -> blocks.put(name, bind(entriesOf(type), property + "." + name)));
            return blocks;
        }
        return parameter.getType().isRecord() ? bind(parameter.getType(), property) : value(parameter, property);
    }

    private @Nullable Object value(Parameter parameter, String property) {
        Class<?> type = parameter.getType();
        Optional<Object> configured = properties
                .getProperty(property, Object.class)
                .filter(value -> type == List.class || !value.toString().isBlank());
        if (configured.isPresent()) {
            Optional<?> read = values.read(configured.get(), type);
            if (read.isPresent()) {
                return read.get();
            }
            findings.add(new ConfigurationFinding(
                    true,
                    property,
                    "is " + ShownValue.of(configured.get()) + "; expected " + PropertyValues.description(type)));
        }
        Bindable bindable = parameter.getAnnotation(Bindable.class);
        return bindable == null
                ? null
                : values.read(bindable.defaultValue(), type).orElseThrow();
    }
}
