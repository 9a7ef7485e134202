package io.tiphys.gateway.configuration;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.naming.NameUtils;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of {@code tiphys.*} in the configuration sources, and those among them that have no meaning. */
final class ConfiguredNames {
    private static final String ROOT = "tiphys.";
    private static final Pattern INDEX = Pattern.compile("\\[\\d*]$");

    private final KnownProperties known;
    private final KnownVariables variables;
    private final SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    private final SortedMap<String, ConfigurationFinding> findings = new TreeMap<>();

    ConfiguredNames(KnownProperties known, Environment environment) {
        this.known = known;
        this.variables = new KnownVariables(known);
        for (PropertySource source : environment.getPropertySources()) {
            for (String written : source) {
                if (source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE) {
                    variables.find(written, source.get(written), this);
                } else {
                    key(written, source.get(written));
                }
            }
        }
    }

    /** The names of a named block, by its prefix. */
    SortedSet<String> of(String prefix) {
        return names.getOrDefault(prefix, Collections.emptySortedSet());
    }

    /** A finding for each name without a meaning, ordered by name. */
    List<ConfigurationFinding> findings() {
        return List.copyOf(findings.values());
    }

    void name(String prefix, String name) {
        names.computeIfAbsent(prefix, any -> new TreeSet<>()).add(name);
    }

    void add(boolean severe, String written, String message) {
        findings.put(written, new ConfigurationFinding(severe, written, message));
    }

    private void key(String written, @Nullable Object value) {
        String key = INDEX.matcher(NameUtils.hyphenate(written, true)).replaceFirst("");
        if (!key.startsWith(ROOT)) {
            return;
        }
        for (KnownProperties.Named block : known.named()) {
            if (key.startsWith(block.prefix() + ".")) {
                keyOf(block, key, key.substring(block.prefix().length() + 1), value);
                return;
            }
        }
        if (!known.names().contains(key) && !isEmptyBlock(key, "", known.names(), value)) {
            List<String> relative = known.names().stream()
                    .map(name -> name.substring(ROOT.length()))
                    .toList();
            unknown(
                    key,
                    Spelling.nearest(key.substring(ROOT.length()), relative)
                            .map(ROOT::concat)
                            .orElse(null));
        }
    }

    private void keyOf(KnownProperties.Named block, String key, String rest, @Nullable Object value) {
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        String property = dot < 0 ? "" : rest.substring(dot + 1);
        String prefix = block.prefix() + "." + name + ".";
        name(block.prefix(), name);
        inner(block, name, property);
        List<String> properties = block.propertiesBeside(property);
        if (!properties.contains(property) && !isEmptyBlock(key, prefix, properties, value)) {
            unknown(
                    key,
                    Spelling.nearest(property, properties).map(prefix::concat).orElse(null));
        }
    }

    /** Adds the name of a block inside of a named block. */
    void inner(KnownProperties.Named block, String name, String property) {
        block.innerBlock(property).ifPresent(inner -> {
            String rest = property.substring(inner.length() + 1);
            int dot = rest.indexOf('.');
            name(block.prefix() + "." + name + "." + inner, dot < 0 ? rest : rest.substring(0, dot));
        });
    }

    /** An empty block such as {@code limits:} sets nothing and is not an error. */
    private static boolean isEmptyBlock(String key, String prefix, List<String> properties, @Nullable Object value) {
        return (value == null || value.toString().isBlank())
                && ((key + ".").equals(prefix)
                        || properties.stream().anyMatch(property -> (prefix + property).startsWith(key + ".")));
    }

    private void unknown(String key, @Nullable String suggestion) {
        RenamedProperties.ofKey(key)
                .ifPresentOrElse(
                        present -> add(true, key, "is now called " + present),
                        () -> add(
                                true,
                                key,
                                "is not a property"
                                        + (suggestion == null ? "" : "; did you mean " + suggestion + "?")));
    }
}
