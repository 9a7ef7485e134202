package io.tiphys.gateway.environment;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * {@code tiphys.authentication}: how much of guessing tokens an address is allowed.
 *
 * @param failedTokensAtOnce how many tokens that nobody accepts one address may show at once; the next unknown one is refused
 *     with 429. Tokens that were accepted before, and those that the cluster has signed, are never refused by this
 * @param failedTokensPerMinute how many more of them each minute
 */
@ConfigurationProperties("tiphys.authentication")
public record AuthenticationConfiguration(
        @Bindable(defaultValue = "100") int failedTokensAtOnce,
        @Bindable(defaultValue = "300") int failedTokensPerMinute) {
    /** @throws IllegalArgumentException when a number is not positive */
    public AuthenticationConfiguration {
        positive("failed-tokens-at-once", failedTokensAtOnce);
        positive("failed-tokens-per-minute", failedTokensPerMinute);
    }

    private static void positive(String property, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "tiphys.authentication." + property + " is " + number + "; it has to be at least 1");
        }
    }
}
