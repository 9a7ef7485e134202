package io.tiphys.gateway.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The names of all properties of the blocks. Immutable. */
final class KnownProperties {
    private final List<String> names = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();

    /**
     * The properties of a named block.
     *
     * @param prefix the prefix in front of the name
     * @param properties their names, relative to the name
     */
    record Named(String prefix, List<String> properties) {}

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
