package io.tiphys.gateway.environment;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the gateway's context with a configuration file of this text, and nothing else of the test's making. */
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
        sources.add(PropertySource.of("variables", variables, PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE));
        return this;
    }

    ApplicationContext start() {
        return ApplicationContext.builder()
                .propertySources(sources.toArray(PropertySource[]::new))
                .start();
    }

    /** The lines of findings with which the start fails; empty when it does not fail. */
    List<String> findings() {
        try (ApplicationContext started = start()) {
            return List.of();
        } catch (RuntimeException e) {
            return invalid(e).map(ConfigurationText::lines).orElseThrow(() -> e);
        }
    }

    SubmissionEnvironments environments() {
        try (ApplicationContext started = start()) {
            return started.getBean(SubmissionEnvironments.class);
        }
    }

    private static Optional<InvalidConfigurationException> invalid(Throwable failure) {
        if (failure instanceof InvalidConfigurationException found) {
            return Optional.of(found);
        }
        return Optional.ofNullable(failure.getCause()).flatMap(ConfigurationText::invalid);
    }

    private static List<String> lines(InvalidConfigurationException invalid) {
        return Arrays.stream(String.valueOf(invalid.getMessage()).split("\n"))
                .skip(1)
                .map(String::strip)
                .toList();
    }
}
