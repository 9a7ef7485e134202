package io.tiphys.gateway.environment;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.ConversionService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the environments when the gateway starts, so that a wrong configuration stops it before it serves anybody. */
@Factory
final class EnvironmentsFactory {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentsFactory.class);

    /**
     * Reads and verifies all environments and prints all findings.
     *
     * @throws InvalidConfigurationException when something severe was found
     */
    @Context
    SubmissionEnvironments environments(
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
        gateway(keys.names(), gateway).ifPresent(findings::add);
        findings.forEach(EnvironmentsFactory::print);
        if (findings.stream().anyMatch(ConfigurationFinding::severe)) {
            throw new InvalidConfigurationException(findings);
        }
        return new SubmissionEnvironments(environments, Optional.ofNullable(gateway.defaultEnvironment()));
    }

    private static void print(ConfigurationFinding finding) {
        if (finding.severe()) {
            LOG.error("configuration: {}", finding);
        } else {
            LOG.warn("configuration: {}", finding);
        }
    }

    private static Optional<ConfigurationFinding> gateway(Collection<String> names, GatewayConfiguration gateway) {
        if (names.isEmpty()) {
            return Optional.of(new ConfigurationFinding(
                    true, "tiphys.environments", "is missing: configure at least one environment of submission"));
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
