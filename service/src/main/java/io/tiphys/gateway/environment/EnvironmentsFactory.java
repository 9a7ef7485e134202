package io.tiphys.gateway.environment;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.ConversionService;
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
        ConfiguredEnvironments configured = ConfiguredEnvironments.read(properties, conversions, gateway);
        configured.findings().forEach(EnvironmentsFactory::print);
        if (!configured.usable()) {
            throw new InvalidConfigurationException(configured.findings());
        }
        return new SubmissionEnvironments(configured.environments(), Optional.ofNullable(gateway.defaultEnvironment()));
    }

    private static void print(ConfigurationFinding finding) {
        if (finding.severe()) {
            LOG.error("configuration: {}", finding);
        } else {
            LOG.warn("configuration: {}", finding);
        }
    }
}
