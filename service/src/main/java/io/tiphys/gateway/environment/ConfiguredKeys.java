package io.tiphys.gateway.environment;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.naming.NameUtils;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which environments are configured, and which keys under {@code tiphys.environments} mean nothing. An environment
 * variable is {@code TIPHYS_ENVIRONMENTS_<NAME>_<PROPERTY>}; where its name ends is told by the property.
 */
final class ConfiguredKeys {
    /** What all keys of environments start with. */
    static final String PREFIX = "tiphys.environments";

    private static final Pattern KEY = Pattern.compile("tiphys\\.environments\\.([^.]+)(?:\\.(.+))?");
    private static final Pattern INDEX = Pattern.compile("\\[\\d*]$");
    private static final String VARIABLE = "TIPHYS_ENVIRONMENTS_";

    private final List<String> known = RecordBinder.propertiesOf(EnvironmentConfiguration.class);
    private final SortedSet<String> names = new TreeSet<>();
    private final TreeMap<String, ConfigurationFinding> unknown = new TreeMap<>();

    ConfiguredKeys(Environment environment) {
        for (PropertySource source : environment.getPropertySources()) {
            boolean variables = source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE;
            source.forEach(variables ? this::variable : this::key);
        }
    }

    /** The names of the environments. */
    SortedSet<String> names() {
        return names;
    }

    /** A finding for each key that means nothing, ordered by key. */
    List<ConfigurationFinding> findings() {
        return List.copyOf(unknown.values());
    }

    private void key(String written) {
        String key = INDEX.matcher(NameUtils.hyphenate(written, true)).replaceFirst("");
        Matcher parts = KEY.matcher(key);
        if (parts.matches()) {
            names.add(parts.group(1));
            String property = Optional.ofNullable(parts.group(2)).orElse("");
            if (!known.contains(property)) {
                unknown(key, PREFIX + "." + parts.group(1) + ".", property);
            }
        }
    }

    private void variable(String written) {
        if (written.startsWith(VARIABLE)) {
            String rest = written.substring(VARIABLE.length());
            known.stream()
                    .filter(property -> rest.endsWith("_" + variableOf(property)))
                    .max(Comparator.comparingInt(String::length))
                    .map(property -> rest.substring(
                            0, rest.length() - variableOf(property).length() - 1))
                    .filter(name -> !name.isEmpty())
                    .ifPresentOrElse(
                            name -> names.add(name.toLowerCase(Locale.ROOT).replace('_', '-')),
                            () -> unknown.put(
                                    written,
                                    new ConfigurationFinding(
                                            true, written, "is not the name of a property of an environment")));
        }
    }

    private void unknown(String key, String prefix, String property) {
        String suggestion = Spelling.nearest(property, known)
                .map(nearest -> "; did you mean " + prefix + nearest + "?")
                .orElse("");
        unknown.put(key, new ConfigurationFinding(true, key, "is not a property of an environment" + suggestion));
    }

    private static String variableOf(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
