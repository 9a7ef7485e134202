package io.tiphys.gateway;

import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.runtime.Micronaut;
import io.tiphys.gateway.configuration.ConfigurationFiles;
import io.tiphys.gateway.configuration.InvalidConfigurationException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway. */
public final class GatewayApplication extends Micronaut {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayApplication.class);
    private static final int WRONG_CONFIGURATION = 1;

    private GatewayApplication() {}

    /**
     * Starts the gateway. The environment variable {@code MICRONAUT_CONFIG_FILES} or the system property {@code
     * micronaut.config.files} names the file with the environments. A wrong configuration ends the process with exit code 1.
     *
     * @param arguments properties, as {@code --name=value}
     */
    public static void main(String[] arguments) {
        new GatewayApplication()
                .args(arguments)
                .mainClass(GatewayApplication.class)
                .banner(false)
                .start();
    }

    /** An operator can do nothing with the stack trace of a wrong configuration. */
    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
        Optional<String> cause = ConfigurationFiles.unreadable().or(() -> wrongConfiguration(failure));
        if (cause.isPresent()) {
            LOG.error("The gateway does not start: {}", cause.get());
            System.exit(WRONG_CONFIGURATION);
        }
        super.handleStartupException(environment, failure);
    }

    private static Optional<String> wrongConfiguration(Throwable failure) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause)
                .flatMap(GatewayApplication::message)
                .findFirst();
    }

    private static Stream<String> message(Throwable failure) {
        return switch (failure) {
            case InvalidConfigurationException invalid -> Stream.of(invalid.summary());
            case ConfigurationException unread when unread.getMessage() != null -> Stream.of(unread.getMessage());
            default -> Stream.empty();
        };
    }
}
