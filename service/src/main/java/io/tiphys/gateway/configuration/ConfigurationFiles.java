package io.tiphys.gateway.configuration;

import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's configuration files. The framework's message about an invalid YAML file does not name the file. */
public final class ConfigurationFiles {
    private static final String VARIABLE = "MICRONAUT_CONFIG_FILES";
    private static final String PROPERTY = "micronaut.config.files";

    private ConfigurationFiles() {}

    /** The unreadable file and the reason; empty when all files are readable. */
    public static Optional<String> unreadable() {
        String files = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        return files == null ? Optional.empty() : unreadable(files);
    }

    /** @param files the paths, separated by commas */
    static Optional<String> unreadable(String files) {
        return Stream.of(files.split(","))
                .map(file -> file.strip().replaceFirst("^file:", ""))
                .filter(file -> file.endsWith(".yml") || file.endsWith(".yaml"))
                .flatMap(file -> fault(Path.of(file)).stream())
                .findFirst();
    }

    private static Optional<String> fault(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            new YamlPropertySourceLoader().read(file.toString(), input);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the configuration file " + file + " cannot be read");
        } catch (RuntimeException e) {
            return Optional.of("the configuration file " + file + " is not valid YAML: " + e.getMessage());
        }
    }
}
