package io.tiphys.gateway;

import io.micronaut.runtime.Micronaut;

/** Starts the gateway. */
public final class GatewayApplication {
    private GatewayApplication() {}

    /** @param arguments Micronaut's own, for example {@code -micronaut.config.files=tiphys.yaml} */
    public static void main(String[] arguments) {
        Micronaut.build(arguments)
                .mainClass(GatewayApplication.class)
                .banner(false)
                .start();
    }
}
