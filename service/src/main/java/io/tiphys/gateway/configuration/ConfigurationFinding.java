package io.tiphys.gateway.configuration;

/**
 * One finding of the verification.
 *
 * @param severe whether the finding prevents the start
 * @param property the full name of the property, or of the environment variable
 * @param message the value, its error and the expected value; never a secret
 */
public record ConfigurationFinding(boolean severe, String property, String message) {
    @Override
    public String toString() {
        return (severe ? "error   " : "warning ") + property + ": " + message;
    }
}
