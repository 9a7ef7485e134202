package io.tiphys.gateway.testbed;

import java.util.Optional;

/** What the developer or the gate sets for tests: a system property, or else an environment variable of the same name. */
final class Settings {
    private Settings() {}

    static Optional<String> value(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .filter(value -> !value.isBlank());
    }
}
