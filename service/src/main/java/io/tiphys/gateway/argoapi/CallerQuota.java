package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many calls and streams of one caller are under way: one who opens many must not use up what all share. Thread-safe. */
@Singleton
final class CallerQuota {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final int most;

    CallerQuota(ArgoApiConfiguration configuration) {
        this.most = configuration.maxCallsPerCaller();
    }

    /**
     * Counts a call in.
     *
     * @param caller the caller's name in an environment
     * @throws GatewayException with TOO_MANY_CALLS when the caller has as many under way as it may
     */
    void enter(String caller) {
        int count = underWay.merge(caller, 1, Integer::sum);
        if (count > most) {
            leave(caller);
            throw new GatewayException(
                    Problem.of(ErrorReason.TOO_MANY_CALLS, "As many calls as one caller may have are under way.")
                            .with("limit", Integer.toString(most))
                            .withRetryAfter(ASK_AGAIN));
        }
    }

    /** Counts a call out. */
    void leave(String caller) {
        underWay.compute(caller, (name, count) -> count == null || count <= 1 ? null : count - 1);
    }
}
