package io.tiphys.gateway.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of all properties of the blocks. Immutable. */
final class KnownProperties {
    private final List<String> names = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();

    /**
     * The properties of a named block.
     *
     * @param prefix the prefix in front of the name
     * @param properties their names, relative to the name; an asterisk represents the name of a block inside of the block
     */
    record Named(String prefix, List<String> properties) {
        private static final String INNER = ".*.";

        /** The names of the properties, where this property names the block inside of the block. */
        List<String> propertiesBeside(String property) {
            String[] parts = property.split("\\.", -1);
            String inner = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "*";
            return properties.stream()
                    .map(one -> one.replace(INNER, "." + inner + "."))
                    .toList();
        }

        /** The block inside of the block to which a property belongs; empty for a property of the block itself. */
        Optional<String> innerBlock(String property) {
            return properties.stream()
                    .filter(one -> one.contains(INNER))
                    .map(one -> one.substring(0, one.indexOf(INNER)))
                    .filter(inner -> property.startsWith(inner + "."))
                    .findFirst();
        }
    }

    KnownProperties(Collection<ConfigurationBlock> blocks) {
        for (ConfigurationBlock block : blocks) {
            List<String> properties = RecordBinder.propertiesOf(block.type());
            if (block.named()) {
                named.add(new Named(block.prefix(), properties));
            } else {
                properties.forEach(property -> names.add(block.prefix() + "." + property));
            }
        }
    }

    /** The full names of the properties of unnamed blocks. */
    List<String> names() {
        return names;
    }

    /** The named blocks. */
    List<Named> named() {
        return named;
    }

    /** The environment variable of a property. */
    static String variableOf(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
