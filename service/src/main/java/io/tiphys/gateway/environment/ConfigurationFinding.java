package io.tiphys.gateway.environment;

/**
 * Something that the verification of the configuration found.
 *
 * @param severe whether the gateway cannot start with it
 * @param property the name of the property
 * @param message what is wrong and what to do; never a secret
 */
public record ConfigurationFinding(boolean severe, String property, String message) {
    @Override
    public String toString() {
        return (severe ? "error   " : "warning ") + property + ": " + message;
    }
}
