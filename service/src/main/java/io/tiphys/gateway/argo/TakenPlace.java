package io.tiphys.gateway.argo;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.tiphys.gateway.environment.UpstreamCapacity.Place;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in a bulkhead, with a permission of the circuit that is answered or given back. Thread-safe. */
final class TakenPlace implements Place {
    private final CircuitBreaker circuit;
    private final Bulkhead bulkhead;
    private final long begun = System.nanoTime();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    /** Both were taken already. */
    TakenPlace(CircuitBreaker circuit, Bulkhead bulkhead) {
        this.circuit = circuit;
        this.bulkhead = bulkhead;
    }

    @Override
    public void answered() {
        if (told.compareAndSet(false, true)) {
            circuit.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (told.compareAndSet(false, true)) {
            circuit.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, cause);
        }
    }

    @Override
    public void release() {
        if (released.compareAndSet(false, true)) {
            if (told.compareAndSet(false, true)) {
                circuit.releasePermission();
            }
            bulkhead.onComplete();
        }
    }
}
