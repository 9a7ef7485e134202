package io.tiphys.gateway.configuration;

/**
 * One finding of the verification.
 *
 * @param severe whether the gateway cannot start with it
 * @param property the full name of the property, or of the environment variable
 * @param message the value, what is wrong with it and what is expected; never a secret
 */
public record ConfigurationFinding(boolean severe, String property, String message) {
    @Override
    public String toString() {
        return (severe ? "error   " : "warning ") + property + ": " + message;
    }
}
