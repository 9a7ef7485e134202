package io.tiphys.gateway.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the findings of one block. Not thread-safe. */
public final class Findings {
    private final String prefix;
    private final List<ConfigurationFinding> all = new ArrayList<>();

    /** @param prefix the prefix of the block's properties, without the last dot */
    public Findings(String prefix) {
        this.prefix = prefix;
    }

    /** All findings so far. */
    public List<ConfigurationFinding> all() {
        return List.copyOf(all);
    }

    /** Whether the findings so far prevent the start. */
    public boolean anySevere() {
        return all.stream().anyMatch(ConfigurationFinding::severe);
    }

    /** Adds an error. Always returns empty, in place of the property's value. */
    public <T> Optional<T> severe(String property, String message) {
        add(true, property, message);
        return Optional.empty();
    }

    /** Adds an error about a value: {@code is 'soon'; expected ...}. Always returns empty. */
    public <T> Optional<T> wrong(String property, @Nullable Object value, String expected) {
        return severe(
                property, (value == null ? "is missing" : "is " + ShownValue.of(value)) + "; expected " + expected);
    }

    /** Adds a warning: the gateway starts, but the operator should know. */
    public void warn(String property, String message) {
        add(false, property, message);
    }

    /**
     * Adds a finding.
     *
     * @param property relative to the prefix; empty for the block itself
     */
    public void add(boolean severe, String property, String message) {
        all.add(new ConfigurationFinding(severe, property.isEmpty() ? prefix : prefix + "." + property, message));
    }

    /** Requires that a configured file exists and is readable. */
    public void requireReadable(String property, @Nullable Path file) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            wrong(property, file, "a file that exists and that the gateway may read");
        }
    }

    /** Requires that a property without an effect is not set. */
    public void requireAbsent(String property, @Nullable Object value, String circumstance) {
        if (value != null) {
            severe(property, "has no effect " + circumstance + "; remove it");
        }
    }

    /** Requires a duration above zero. */
    public void requirePositive(String property, Duration value) {
        if (!value.isPositive()) {
            wrong(property, value, "a duration above zero");
        }
    }

    /** Requires a number of at least this. */
    public void requireAtLeast(String property, long value, long least) {
        if (value < least) {
            wrong(property, value, "a whole number of at least " + least);
        }
    }

    /** Requires a number between these two, both included. */
    public void requireBetween(String property, long value, long least, long most) {
        if (value < least || value > most) {
            wrong(property, value, "a whole number from " + least + " to " + most);
        }
    }

    /** Requires that a configured port is a TCP port; 0 selects a free one. */
    public void requirePort(String property, @Nullable Integer value) {
        if (value != null) {
            requireBetween(property, value, 0, 65_535);
        }
    }
}
