package io.tiphys.gateway.configuration;

import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.ConversionService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The whole configuration with all its findings.
 *
 * @param values the values of all blocks; the default replaces an unreadable value
 * @param findings the findings, errors first, each once
 */
public record VerifiedConfiguration(BoundConfiguration values, List<ConfigurationFinding> findings) {
    public VerifiedConfiguration {
        findings = List.copyOf(findings);
    }

    /** Reads and verifies all blocks. */
    public static VerifiedConfiguration read(
            Environment properties, ConversionService conversions, Collection<ConfigurationBlock> blocks) {
        ConfiguredNames names = new ConfiguredNames(new KnownProperties(blocks), properties);
        RecordBinder binder = new RecordBinder(properties, conversions, names::of);
        BoundConfiguration values = new BoundConfiguration();
        for (ConfigurationBlock block : blocks) {
            for (String name : namesOf(block, names)) {
                values.put(block.type(), name, binder.bind(block.type(), prefix(block, name)));
            }
        }
        List<ConfigurationFinding> findings = new ArrayList<>(names.findings());
        findings.addAll(binder.findings());
        Set<String> unreadable =
                binder.findings().stream().map(ConfigurationFinding::property).collect(Collectors.toSet());
        for (ConfigurationBlock block : blocks) {
            verify(block, values).stream()
                    .filter(finding -> !unreadable.contains(finding.property()))
                    .forEach(findings::add);
        }
        findings.sort(Comparator.comparing(ConfigurationFinding::severe)
                .reversed()
                .thenComparing(ConfigurationFinding::property));
        return new VerifiedConfiguration(values, findings);
    }

    /** Whether the gateway can start with this configuration. */
    public boolean usable() {
        return findings.stream().noneMatch(ConfigurationFinding::severe);
    }

    private static List<ConfigurationFinding> verify(ConfigurationBlock block, BoundConfiguration values) {
        List<ConfigurationFinding> all = new ArrayList<>();
        values.named(block.type()).forEach((name, record) -> {
            Findings findings = new Findings(prefix(block, name));
            block.verification().verify(name, record, findings, values);
            all.addAll(findings.all());
        });
        return all;
    }

    private static Collection<String> namesOf(ConfigurationBlock block, ConfiguredNames names) {
        return block.named() ? names.of(block.prefix()) : List.of("");
    }

    private static String prefix(ConfigurationBlock block, String name) {
        return block.named() ? block.prefix() + "." + name : block.prefix();
    }
}
