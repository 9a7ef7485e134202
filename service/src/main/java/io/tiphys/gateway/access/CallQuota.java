package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Rejections;
import io.tiphys.gateway.access.caller.Rejections.Cause;
import io.tiphys.gateway.concurrent.Shares;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The concurrent calls of each caller and each address in an environment, over all APIs together. Calls and streams have
 * separate limits: a caller with many open watches can still submit. Thread-safe.
 */
@Singleton
public final class CallQuota {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Map<String, Pools> environments = new ConcurrentHashMap<>();
    private final Rejections rejections;

    public CallQuota(Rejections rejections) {
        this.rejections = rejections;
    }

    /**
     * Counts a call until the call ends.
     *
     * @throws GatewayException with TOO_MANY_CALLS when the caller or its address has used up its share
     */
    void enter(SubmissionEnvironment environment, Requester requester, CallOrigin origin) {
        Pools pools = environments.computeIfAbsent(environment.name(), name -> new Pools(environment.limits()));
        Shares<String> callers = origin.stream() ? pools.callerStreams : pools.callerCalls;
        Shares<String> addresses = origin.stream() ? pools.addressStreams : pools.addressCalls;
        String what = origin.stream() ? "streams open" : "calls under way";
        if (!callers.enter(requester.caller())) {
            throw refused(
                    origin.stream() ? Cause.CALLER_STREAMS : Cause.CALLER_CALLS,
                    "This caller has reached its share of " + what + ".",
                    callers.most());
        }
        if (!requester.address().isEmpty() && !addresses.enter(requester.address())) {
            callers.leave(requester.caller());
            throw refused(
                    origin.stream() ? Cause.ADDRESS_STREAMS : Cause.ADDRESS_CALLS,
                    "This address has reached its share of " + what + ".",
                    addresses.most());
        }
        origin.observer().whenOver(() -> {
            callers.leave(requester.caller());
            if (!requester.address().isEmpty()) {
                addresses.leave(requester.address());
            }
        });
    }

    private GatewayException refused(Cause cause, String detail, int limit) {
        rejections.refused(cause);
        return new GatewayException(Problem.of(ErrorReason.TOO_MANY_CALLS, detail)
                .with("limit", Integer.toString(limit))
                .withRetryAfter(ASK_AGAIN));
    }

    private static final class Pools {
        private final Shares<String> callerCalls;
        private final Shares<String> addressCalls;
        private final Shares<String> callerStreams;
        private final Shares<String> addressStreams;

        Pools(EnvironmentLimits limits) {
            callerCalls = Shares.percentOf(
                    limits.maxConcurrentCalls(), limits.shares().callerShare());
            addressCalls = Shares.percentOf(
                    limits.maxConcurrentCalls(), limits.shares().addressShare());
            callerStreams = Shares.percentOf(
                    limits.shares().maxOpenStreams(), limits.shares().callerShare());
            addressStreams = Shares.percentOf(
                    limits.shares().maxOpenStreams(), limits.shares().addressShare());
        }
    }
}
