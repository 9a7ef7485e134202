package io.tiphys.gateway.environment;

import io.micronaut.core.bind.annotation.Bindable;
import io.tiphys.gateway.configuration.Findings;

/**
 * {@code tiphys.authentication}: the limit for guessed tokens of one address.
 *
 * @param failedTokensAtOnce how many rejected tokens one address may present at once; the next unknown token is refused with
 *     429. Tokens that were accepted before, and tokens that the cluster has signed, are never refused by this limit
 * @param failedTokensPerMinute how many further rejected tokens one address may present each minute
 */
public record AuthenticationConfiguration(
        @Bindable(defaultValue = "100") int failedTokensAtOnce,
        @Bindable(defaultValue = "300") int failedTokensPerMinute) {
    public void verify(Findings findings) {
        findings.requireAtLeast("failed-tokens-at-once", failedTokensAtOnce, 1);
        findings.requireAtLeast("failed-tokens-per-minute", failedTokensPerMinute, 1);
    }
}
