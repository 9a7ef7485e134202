package io.tiphys.gateway.argo.client.capacity;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.tiphys.gateway.concurrent.Shares;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.Map;

/**
 * Permits of one kind: a total for all, and of these a share for each caller and each address. The gateway's own requests
 * have no share limit. Thread-safe.
 */
public final class UpstreamPool {
    private static final Duration FULL = Duration.ofSeconds(1);

    private final String environment;
    private final String what;
    private final int size;
    private final Bulkhead bulkhead;
    private final Shares<String> callers;
    private final Shares<String> addresses;

    /**
     * Creates a pool.
     *
     * @param name the name in metrics
     * @param what the plural noun for the permits in messages
     */
    public UpstreamPool(
            String environment,
            String name,
            String what,
            int size,
            EnvironmentLimits limits,
            ResilienceRegistries registries) {
        this.environment = environment;
        this.what = what;
        this.size = size;
        this.bulkhead = registries
                .bulkheads()
                .bulkhead(environment + "-" + name, atMost(size), Map.of("environment", environment));
        this.callers = Shares.percentOf(size, limits.shares().callerShare());
        this.addresses = Shares.percentOf(size, limits.shares().addressShare());
    }

    private static BulkheadConfig atMost(int number) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(number)
                .maxWaitDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build();
    }

    /**
     * Acquires a permit.
     *
     * @throws GatewayException with TOO_MANY_CALLS
     */
    public void enter(Requester requester) {
        if (!requester.caller().isEmpty() && !callers.enter(requester.caller())) {
            throw full("This caller has reached its share of " + what + ".", callers.most());
        }
        if (!requester.address().isEmpty() && !addresses.enter(requester.address())) {
            leaveCaller(requester);
            throw full("This address has reached its share of " + what + ".", addresses.most());
        }
        if (!bulkhead.tryAcquirePermission()) {
            leaveCaller(requester);
            leaveAddress(requester);
            throw full("The environment has reached its limit of " + what + ".", size);
        }
    }

    /** Releases a permit. */
    public void leave(Requester requester) {
        leaveCaller(requester);
        leaveAddress(requester);
        bulkhead.onComplete();
    }

    private void leaveCaller(Requester requester) {
        if (!requester.caller().isEmpty()) {
            callers.leave(requester.caller());
        }
    }

    private void leaveAddress(Requester requester) {
        if (!requester.address().isEmpty()) {
            addresses.leave(requester.address());
        }
    }

    private GatewayException full(String detail, int limit) {
        return new GatewayException(Problem.of(ErrorReason.TOO_MANY_CALLS, detail)
                .with("environment", environment)
                .with("limit", Integer.toString(limit))
                .withRetryAfter(FULL));
    }
}
