package io.tiphys.gateway.environment;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.core.convert.ConversionService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a configuration file of this text as the gateway does when it starts. */
final class ConfigurationText {
    private final List<PropertySource> sources = new ArrayList<>();

    private ConfigurationText() {}

    static ConfigurationText yaml(String text) {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try {
            var configuration = new ConfigurationText();
            configuration.sources.add(PropertySource.of("file", new YamlPropertySourceLoader().read("file", bytes)));
            return configuration;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if these environment variables were set too. */
    ConfigurationText withVariables(Map<String, Object> variables) {
        sources.add(new MapPropertySource("variables", variables) {
            @Override
            public PropertyConvention getConvention() {
                return PropertyConvention.ENVIRONMENT_VARIABLE;
            }
        });
        return this;
    }

    /** As if these properties were given in another file or on the command line. */
    ConfigurationText withProperties(Map<String, Object> properties) {
        sources.add(PropertySource.of("properties", properties));
        return this;
    }

    /** The gateway's whole context. */
    ApplicationContext start() {
        return builder().start();
    }

    /** What is found, without starting a context. */
    ConfiguredEnvironments read() {
        try (Environment environment = builder().build().getEnvironment().start()) {
            var gateway = new GatewayConfiguration(
                    environment
                            .getProperty("tiphys.default-environment", String.class)
                            .orElse(null),
                    environment
                            .getProperty("tiphys.allow-insecure", Boolean.class)
                            .orElse(false));
            return ConfiguredEnvironments.read(environment, ConversionService.SHARED, gateway);
        }
    }

    List<String> findings() {
        return read().findings().stream().map(ConfigurationFinding::toString).toList();
    }

    private ApplicationContextBuilder builder() {
        return ApplicationContext.builder().propertySources(sources.toArray(PropertySource[]::new));
    }
}
