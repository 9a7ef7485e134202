package io.tiphys.gateway.environment;

import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.ConversionService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of environments.
 *
 * @param environments those in which nothing severe was found, ordered by name
 * @param findings everything that was found
 */
record ConfiguredEnvironments(List<SubmissionEnvironment> environments, List<ConfigurationFinding> findings) {
    ConfiguredEnvironments {
        environments = List.copyOf(environments);
        findings = List.copyOf(findings);
    }

    /** Reads and verifies all environments. */
    static ConfiguredEnvironments read(
            Environment properties, ConversionService conversions, GatewayConfiguration gateway) {
        ConfiguredKeys keys = new ConfiguredKeys(properties);
        RecordBinder binder = new RecordBinder(properties, conversions);
        List<SubmissionEnvironment> environments = new ArrayList<>();
        List<ConfigurationFinding> findings = new ArrayList<>(keys.findings());
        for (String name : keys.names()) {
            EnvironmentConfiguration configured =
                    binder.bind(EnvironmentConfiguration.class, ConfiguredKeys.PREFIX + "." + name);
            EnvironmentVerifier verifier = new EnvironmentVerifier(name, configured, gateway.allowInsecure());
            verifier.verify().ifPresent(environments::add);
            findings.addAll(verifier.findings());
        }
        findings.addAll(binder.findings());
        ofGateway(keys.names(), gateway).ifPresent(findings::add);
        return new ConfiguredEnvironments(environments, findings);
    }

    /** Whether the gateway can start with them. */
    boolean usable() {
        return findings.stream().noneMatch(ConfigurationFinding::severe);
    }

    private static Optional<ConfigurationFinding> ofGateway(Collection<String> names, GatewayConfiguration gateway) {
        if (names.isEmpty()) {
            return Optional.of(new ConfigurationFinding(
                    true, ConfiguredKeys.PREFIX, "is missing: configure at least one environment of submission"));
        }
        String chosen = gateway.defaultEnvironment();
        return chosen == null || names.contains(chosen)
                ? Optional.empty()
                : Optional.of(new ConfigurationFinding(
                        true,
                        "tiphys.default-environment",
                        "is none of the environments (" + String.join(", ", names) + ")"));
    }
}
