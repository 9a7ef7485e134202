package io.tiphys.gateway.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with the properties of one environment. */
final class Findings {
    private final String prefix;
    private final List<ConfigurationFinding> all = new ArrayList<>();

    Findings(String environment) {
        prefix = ConfiguredKeys.PREFIX + "." + environment;
    }

    /** What was found so far. */
    List<ConfigurationFinding> all() {
        return List.copyOf(all);
    }

    /** Whether the gateway cannot start with what was found so far. */
    boolean anySevere() {
        return all.stream().anyMatch(ConfigurationFinding::severe);
    }

    /** The gateway cannot start with it. Always empty: what the property would have given. */
    <T> Optional<T> severe(String property, String message) {
        add(true, property, message);
        return Optional.empty();
    }

    /** The gateway can start with it, but the operator should know. */
    void warn(String property, String message) {
        add(false, property, message);
    }

    void add(boolean severe, String property, String message) {
        all.add(new ConfigurationFinding(severe, property.isEmpty() ? prefix : prefix + "." + property, message));
    }

    /** A file that is named has to be there. */
    void requireReadable(String property, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            severe(property, "names a file that is not there or cannot be read");
        }
    }

    /** A property that would silently do nothing is a mistake. */
    void requireAbsent(String property, @Nullable Object value, String circumstance) {
        if (value != null) {
            severe(property, "has no meaning " + circumstance + "; remove it");
        }
    }
}
