package io.tiphys.gateway.configuration;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.ConversionService;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the configuration at start, so that an invalid one stops the gateway before it serves calls. */
@Factory
final class ConfigurationFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFactory.class);

    /**
     * Reads and verifies the blocks of all features, and logs all findings.
     *
     * @throws InvalidConfigurationException when there is a severe finding
     */
    @Context
    BoundConfiguration configuration(
            Environment properties, ConversionService conversions, List<ConfigurationBlock> blocks) {
        VerifiedConfiguration verified = VerifiedConfiguration.read(properties, conversions, blocks);
        verified.findings().forEach(ConfigurationFactory::log);
        if (!verified.usable()) {
            throw new InvalidConfigurationException(verified.findings());
        }
        return verified.values();
    }

    private static void log(ConfigurationFinding finding) {
        if (finding.severe()) {
            LOG.error("configuration: {}: {}", finding.property(), finding.message());
        } else {
            LOG.warn("configuration: {}: {}", finding.property(), finding.message());
        }
    }
}
