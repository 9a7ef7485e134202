package io.tiphys.gateway.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** The gateway cannot start with this configuration. The message lists every finding, with its property. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int errors;

    InvalidConfigurationException(List<ConfigurationFinding> findings) {
        super(findings.stream()
                .map(ConfigurationFinding::toString)
                .collect(Collectors.joining("\n  ", "the configuration is not valid:\n  ", "")));
        errors = (int) findings.stream().filter(ConfigurationFinding::severe).count();
    }

    /** The number of errors in the configuration; they have been logged. */
    public String summary() {
        return "its configuration has " + errors + (errors == 1 ? " error" : " errors");
    }
}
