package io.tiphys.gateway.argo.client.capacity;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Permit;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.error.GatewayException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A permit of a pool, with a permission of the circuit breaker that is used or returned. Thread-safe. */
public final class TakenPermit implements Permit {
    private final @Nullable CircuitBreaker circuit;
    private final UpstreamPool transfers;
    private final Requester requester;
    private final long begun = System.nanoTime();
    private final AtomicBoolean reported = new AtomicBoolean();
    private @Nullable UpstreamPool pool;

    /**
     * Wraps a permit and a permission that were acquired before.
     *
     * @param circuit the circuit breaker to notify of the end; null for a call that must not count
     * @param transfers the pool to which a slow response moves
     */
    public TakenPermit(
            @Nullable CircuitBreaker circuit, UpstreamPool pool, UpstreamPool transfers, Requester requester) {
        this.circuit = circuit;
        this.pool = pool;
        this.transfers = transfers;
        this.requester = requester;
    }

    @Override
    public void ended(UpstreamEnd end) {
        CircuitBreaker breaker = circuit;
        if (breaker == null || !reported.compareAndSet(false, true)) {
            return;
        }
        long time = System.nanoTime() - begun;
        switch (end.verdict()) {
            case HEALTHY -> breaker.onSuccess(time, TimeUnit.NANOSECONDS);
            case FAILED -> breaker.onError(time, TimeUnit.NANOSECONDS, new UpstreamFailedException());
            case NOTHING -> breaker.releasePermission();
        }
    }

    @Override
    public synchronized boolean slow() {
        UpstreamPool held = pool;
        if (held == null || held == transfers) {
            return true;
        }
        try {
            transfers.enter(requester);
        } catch (GatewayException full) {
            return false;
        }
        held.leave(requester);
        pool = transfers;
        return true;
    }

    @Override
    public synchronized void release() {
        UpstreamPool held = pool;
        if (held == null) {
            return;
        }
        pool = null;
        held.leave(requester);
        CircuitBreaker breaker = circuit;
        if (breaker != null && reported.compareAndSet(false, true)) {
            breaker.releasePermission();
        }
    }

    /** A counted failure; the circuit breaker requires an exception. */
    private static final class UpstreamFailedException extends Exception {
        private static final long serialVersionUID = 1;

        UpstreamFailedException() {
            super("the Argo Server failed", null, false, false);
        }
    }
}
