package io.tiphys.gateway.tracing;

import io.micronaut.context.annotation.Factory;
import io.tiphys.gateway.configuration.BoundConfiguration;
import io.tiphys.gateway.configuration.ConfigurationBlock;
import jakarta.inject.Singleton;

/** Provides the configuration of traces. */
@Factory
final class TracingConfigurationFactory {
    @Singleton
    ConfigurationBlock tracingBlock() {
        return ConfigurationBlock.of(
                "tiphys.tracing", TracingConfiguration.class, TracingConfigurationVerifier::verify);
    }

    @Singleton
    TracingConfiguration tracing(BoundConfiguration configuration) {
        return configuration.get(TracingConfiguration.class);
    }
}
