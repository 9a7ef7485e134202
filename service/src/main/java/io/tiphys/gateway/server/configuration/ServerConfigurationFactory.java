package io.tiphys.gateway.server.configuration;

import io.micronaut.context.annotation.Factory;
import io.tiphys.gateway.configuration.BoundConfiguration;
import io.tiphys.gateway.configuration.ConfigurationBlock;
import jakarta.inject.Singleton;

/** Provides the configuration of the listeners. */
@Factory
final class ServerConfigurationFactory {
    @Singleton
    ConfigurationBlock serverBlock() {
        return ConfigurationBlock.of("tiphys.server", ServerConfiguration.class, ServerConfigurationVerifier::verify);
    }

    @Singleton
    ServerConfiguration server(BoundConfiguration configuration) {
        return configuration.get(ServerConfiguration.class);
    }
}
