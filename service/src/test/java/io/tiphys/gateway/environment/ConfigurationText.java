package io.tiphys.gateway.environment;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.core.convert.ConversionService;
import io.tiphys.gateway.configuration.ConfigurationBlock;
import io.tiphys.gateway.configuration.ConfigurationFinding;
import io.tiphys.gateway.configuration.VerifiedConfiguration;
import io.tiphys.gateway.environment.configuration.EnvironmentConfigurationTest;
import io.tiphys.gateway.environment.configuration.EnvironmentsFactory;
import io.tiphys.gateway.testbed.OwnProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a configuration file of this text as the gateway does when it starts. */
public final class ConfigurationText {
    /** The environment {@code lab}, for which the gateway requests tokens. More properties of the environment may follow. */
    static final String LAB = """
            tiphys:
              environments:
                lab:
                  namespaces: science
                  argo-server.uri: https://argo:2746
                  kubernetes.in-cluster: true
                  credentials.mode: token-request
                  credentials.service-account: submitter
            """;

    /** The environment {@code lab} with the issuer {@code keycloak}. More properties of the issuer may follow. */
    static final String LAB_WITH_ISSUER = LAB + """
                  identities:
                    keycloak:
                      issuer: https://keycloak.example/realms/lab
                      audiences: tiphys
                      user-prefix: "keycloak:"
            """;

    /** The blocks of all features. */
    private static final List<ConfigurationBlock> BLOCKS = allBlocks();

    private final List<PropertySource> sources = new ArrayList<>();

    private ConfigurationText() {}

    public static ConfigurationText yaml(String text) {
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
    public ConfigurationText withVariables(Map<String, Object> variables) {
        sources.add(new MapPropertySource("variables", variables) {
            @Override
            public PropertyConvention getConvention() {
                return PropertyConvention.ENVIRONMENT_VARIABLE;
            }
        });
        return this;
    }

    /** As if these properties were given in another file or on the command line. */
    public ConfigurationText withProperties(Map<String, Object> properties) {
        sources.add(PropertySource.of("properties", properties));
        return this;
    }

    /** The gateway's whole context. */
    public ApplicationContext start() {
        return builder().start();
    }

    /** All findings and values, without starting a context. */
    VerifiedConfiguration read() {
        try (Environment environment = builder().build().getEnvironment().start()) {
            return VerifiedConfiguration.read(environment, ConversionService.SHARED, BLOCKS);
        }
    }

    /** The environments without a severe finding, ordered by name. */
    public List<SubmissionEnvironment> environments() {
        return EnvironmentsFactory.read(read().values());
    }

    public List<String> findings() {
        return read().findings().stream().map(ConfigurationFinding::toString).toList();
    }

    private static List<ConfigurationBlock> allBlocks() {
        try (ApplicationContext context =
                yaml(EnvironmentConfigurationTest.SMALLEST).start()) {
            return List.copyOf(context.getBeansOfType(ConfigurationBlock.class));
        }
    }

    private ApplicationContextBuilder builder() {
        return OwnProperties.without(ApplicationContext.builder())
                .environmentPropertySource(false)
                .propertySources(sources.toArray(PropertySource[]::new));
    }
}
