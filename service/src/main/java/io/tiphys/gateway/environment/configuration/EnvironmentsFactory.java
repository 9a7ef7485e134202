package io.tiphys.gateway.environment.configuration;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.tiphys.gateway.configuration.BoundConfiguration;
import io.tiphys.gateway.configuration.ConfigurationBlock;
import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.AuthenticationConfiguration;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Provides the configuration of the whole gateway and the verified environments. */
@Factory
public final class EnvironmentsFactory {
    static final String ENVIRONMENTS = "tiphys.environments";

    @Singleton
    ConfigurationBlock gatewayBlock() {
        return ConfigurationBlock.of("tiphys", GatewayConfiguration.class, EnvironmentsFactory::verify);
    }

    @Singleton
    ConfigurationBlock authenticationBlock() {
        return ConfigurationBlock.of(
                "tiphys.authentication", AuthenticationConfiguration.class, AuthenticationConfiguration::verify);
    }

    @Singleton
    ConfigurationBlock environmentBlock() {
        return ConfigurationBlock.named(
                ENVIRONMENTS,
                EnvironmentConfiguration.class,
                (name, values, findings, whole) -> new EnvironmentVerifier(name, values, findings)
                        .verify(whole.get(GatewayConfiguration.class).allowInsecure()));
    }

    @Singleton
    AuthenticationConfiguration authentication(BoundConfiguration configuration) {
        return configuration.get(AuthenticationConfiguration.class);
    }

    @Context
    SubmissionEnvironments environments(BoundConfiguration configuration) {
        return new SubmissionEnvironments(
                read(configuration),
                Optional.ofNullable(
                        configuration.get(GatewayConfiguration.class).defaultEnvironment()));
    }

    /** The environments without a severe finding, ordered by name. */
    public static List<SubmissionEnvironment> read(BoundConfiguration configuration) {
        boolean allowInsecure = configuration.get(GatewayConfiguration.class).allowInsecure();
        List<SubmissionEnvironment> environments = new ArrayList<>();
        configuration
                .named(EnvironmentConfiguration.class)
                .forEach(
                        (name, values) -> new EnvironmentVerifier(name, values, new Findings(ENVIRONMENTS + "." + name))
                                .verify(allowInsecure)
                                .ifPresent(environments::add));
        return environments;
    }

    private static void verify(String name, GatewayConfiguration values, Findings findings, BoundConfiguration whole) {
        SortedMap<String, EnvironmentConfiguration> environments = whole.named(EnvironmentConfiguration.class);
        String chosen = values.defaultEnvironment();
        if (environments.isEmpty()) {
            findings.severe("environments", "is missing; expected at least one environment of submission");
        } else if (chosen != null && !environments.containsKey(chosen)) {
            findings.wrong("default-environment", chosen, "one of " + String.join(", ", environments.keySet()));
        }
    }
}
