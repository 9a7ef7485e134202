package io.tiphys.gateway.argoapi.call;

import io.micronaut.context.annotation.Factory;
import io.tiphys.gateway.configuration.BoundConfiguration;
import io.tiphys.gateway.configuration.ConfigurationBlock;
import jakarta.inject.Singleton;

/** Provides the configuration of the Argo API. */
@Factory
final class ArgoApiConfigurationFactory {
    @Singleton
    ConfigurationBlock argoApiBlock() {
        return ConfigurationBlock.of("tiphys.argo-api", ArgoApiConfiguration.class, ArgoApiConfiguration::verify);
    }

    @Singleton
    ArgoApiConfiguration argoApi(BoundConfiguration configuration) {
        return configuration.get(ArgoApiConfiguration.class);
    }
}
