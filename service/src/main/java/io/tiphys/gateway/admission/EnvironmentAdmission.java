package io.tiphys.gateway.admission;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.AdmissionLimits;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The admission of one environment. Thread-safe. */
final class EnvironmentAdmission {
    private static final Duration LEAST_RETRY = Duration.ofSeconds(1);

    private final String environment;
    private final Ticker ticker;
    private final Duration maxWait;
    private final AdaptiveLimit limit;
    private final Pace pace = new Pace();
    private final FairQueue queue;

    EnvironmentAdmission(String environment, EnvironmentLimits limits, Ticker ticker) {
        AdmissionLimits admission = limits.shares().admission();
        this.environment = environment;
        this.ticker = ticker;
        this.maxWait = admission.maxWait();
        this.limit = new AdaptiveLimit(admission.maxConcurrent());
        int ofCaller = Math.max(1, admission.maxWaiting() * limits.shares().callerShare() / 100);
        this.queue = new FairQueue(limit::current, admission.maxWaiting(), ofCaller);
    }

    CreationAdmission.Load load() {
        return new CreationAdmission.Load(limit.current(), queue.inUse(), queue.waiting());
    }

    /**
     * Carries out a creation when its turn has come.
     *
     * @param refused whether the Argo Server has refused the creation; asked after its end
     */
    <T> T admit(String caller, int weight, Deadline deadline, Supplier<T> creation, BooleanSupplier refused) {
        FairQueue.Turn turn = queue.enter(caller, weight).orElseThrow(() -> refused(queue.waiting()));
        try (turn) {
            await(turn, deadline);
            return carryOut(creation, refused, deadline);
        }
    }

    private void await(FairQueue.Turn turn, Deadline deadline) {
        if (turn.hasCome()) {
            return;
        }
        Duration left = deadline.within(maxWait).remaining();
        int position = turn.position();
        try {
            if (pace.wait(position, limit.current()).compareTo(left) > 0 || !turn.await(left)) {
                throw refused(position);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        }
    }

    private <T> T carryOut(Supplier<T> creation, BooleanSupplier refused, Deadline deadline) {
        int inUse = queue.inUse();
        long begun = ticker.read();
        try {
            T result = creation.get();
            if (!refused.getAsBoolean()) {
                ended(begun, inUse, false);
            }
            return result;
        } catch (GatewayException e) {
            if (saysThatArgoIsSlow(e.problem().reason(), deadline)) {
                ended(begun, inUse, true);
            }
            throw e;
        }
    }

    private void ended(long begun, int inUse, boolean failed) {
        long nanos = ticker.read() - begun;
        pace.ended(nanos);
        limit.ended(begun, nanos, inUse, failed);
    }

    /** A full quota, a missing permission and a deadline that the caller has chosen say nothing about the Argo Server. */
    private static boolean saysThatArgoIsSlow(ErrorReason reason, Deadline deadline) {
        return switch (reason) {
            case ARGO_UNAVAILABLE, ARGO_THROTTLED -> true;
            case OUTCOME_UNKNOWN, DEADLINE_EXCEEDED -> !deadline.shortened();
            default -> false;
        };
    }

    private GatewayException refused(int position) {
        int current = limit.current();
        Duration estimate = pace.wait(position, current);
        return new GatewayException(Problem.of(
                        ErrorReason.TOO_MANY_CALLS,
                        "The environment creates at most " + current + " workflows at once, and " + position
                                + " earlier calls wait. The estimated wait is " + estimate.toMillis() + " ms.")
                .with("environment", environment)
                .with("limit", Integer.toString(current))
                .with("limitedBy", "limits.admission")
                .with("queuePosition", Integer.toString(position))
                .with("estimatedWaitMillis", Long.toString(estimate.toMillis()))
                .withRetryAfter(estimate.compareTo(LEAST_RETRY) < 0 ? LEAST_RETRY : estimate));
    }
}
