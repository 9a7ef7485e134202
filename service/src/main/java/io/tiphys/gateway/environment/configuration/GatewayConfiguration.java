package io.tiphys.gateway.environment.configuration;

import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiphys}: the settings of the whole gateway.
 *
 * @param defaultEnvironment the environment of calls that name none; a single environment is the default without it
 * @param allowInsecure start although an environment skips the verification of certificates
 */
public record GatewayConfiguration(
        @Nullable String defaultEnvironment,
        @Bindable(defaultValue = "false") boolean allowInsecure) {}
