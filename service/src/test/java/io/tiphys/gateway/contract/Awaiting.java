package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a system makes visible a moment later: Argo lists from a cache of its own. */
final class Awaiting {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Awaiting() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            met = condition.getAsBoolean();
        }
        assertThat(met).as("met within " + LIMIT).isTrue();
    }
}
