package io.tiphys.gateway.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The names of all properties that the blocks have. Immutable. */
final class KnownProperties {
    private final List<String> names = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();

    /**
     * The properties of a block of several.
     *
     * @param prefix what stands before the name
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

    /** The properties that stand once, with their full names. */
    List<String> names() {
        return names;
    }

    /** The blocks of several. */
    List<Named> named() {
        return named;
    }

    /** The environment variable of a property. */
    static String variableOf(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
