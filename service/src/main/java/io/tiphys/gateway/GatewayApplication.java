package io.tiphys.gateway;

import io.micronaut.runtime.Micronaut;

/** Starts the gateway. */
public final class GatewayApplication {
    private GatewayApplication() {}

    /**
     * Starts it. The file with the environments is named by the environment variable {@code MICRONAUT_CONFIG_FILES} or the
     * system property {@code micronaut.config.files}.
     *
     * @param arguments not used
     */
    public static void main(String[] arguments) {
        Micronaut.build(arguments)
                .mainClass(GatewayApplication.class)
                .banner(false)
                .start();
    }
}
