package io.tiphys.gateway.environment;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the environments when the gateway starts, so that a wrong configuration stops it before it serves anybody. */
@Factory
final class EnvironmentsFactory {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentsFactory.class);

    /**
     * Verifies all environments and prints all findings.
     *
     * @throws InvalidConfigurationException when something severe was found
     */
    @Context
    SubmissionEnvironments environments(Collection<EnvironmentConfiguration> configured, GatewayConfiguration gateway) {
        List<ConfigurationFinding> findings = new ArrayList<>();
        List<SubmissionEnvironment> environments = new ArrayList<>();
        for (EnvironmentConfiguration one : configured) {
            EnvironmentVerifier verifier = new EnvironmentVerifier(one, gateway.allowInsecure());
            verifier.verify().ifPresent(environments::add);
            findings.addAll(verifier.findings());
        }
        gateway(configured, gateway).ifPresent(findings::add);
        findings.forEach(finding -> {
            if (finding.severe()) {
                LOG.error("configuration: {}", finding);
            } else {
                LOG.warn("configuration: {}", finding);
            }
        });
        if (findings.stream().anyMatch(ConfigurationFinding::severe)) {
            throw new InvalidConfigurationException(findings);
        }
        return new SubmissionEnvironments(environments, Optional.ofNullable(gateway.defaultEnvironment()));
    }

    private static Optional<ConfigurationFinding> gateway(
            Collection<EnvironmentConfiguration> configured, GatewayConfiguration gateway) {
        if (configured.isEmpty()) {
            return Optional.of(new ConfigurationFinding(
                    true, "tiphys.environments", "is missing: configure at least one environment of submission"));
        }
        String names =
                configured.stream().map(EnvironmentConfiguration::name).sorted().collect(Collectors.joining(", "));
        String chosen = gateway.defaultEnvironment();
        return chosen == null || configured.stream().anyMatch(one -> one.name().equals(chosen))
                ? Optional.empty()
                : Optional.of(new ConfigurationFinding(
                        true, "tiphys.default-environment", "is none of the environments (" + names + ")"));
    }
}
