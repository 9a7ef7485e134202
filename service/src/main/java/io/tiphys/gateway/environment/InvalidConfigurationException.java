package io.tiphys.gateway.environment;

import java.util.List;
import java.util.stream.Collectors;

/** The gateway cannot start with this configuration. The message lists every finding, with its property. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidConfigurationException(List<ConfigurationFinding> findings) {
        super(findings.stream()
                .map(ConfigurationFinding::toString)
                .collect(Collectors.joining("\n  ", "the configuration cannot be used:\n  ", "")));
    }
}
