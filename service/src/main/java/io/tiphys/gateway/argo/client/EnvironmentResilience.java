package io.tiphys.gateway.argo.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.tiphys.gateway.argo.client.capacity.EndedException;
import io.tiphys.gateway.argo.client.capacity.ResilienceRegistries;
import io.tiphys.gateway.argo.client.capacity.TakenPermit;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.capacity.UpstreamPool;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The limits of one environment: maximum calls and streams, call timeouts, and the circuit breaker that rejects calls while
 * the Argo Server fails. Thread-safe.
 */
final class EnvironmentResilience implements UpstreamCapacity {
    private static final Duration TRIAL_SOON = Duration.ofSeconds(1);
    private static final int TRIALS = 3;

    private final String environment;
    private final EnvironmentLimits limits;
    private final Clock clock;
    private final CircuitBreaker circuit;
    private final Map<Pool, UpstreamPool> pools;
    private final UpstreamPool followedLogs;
    private volatile Instant heldBackUntil = Instant.MIN;

    EnvironmentResilience(SubmissionEnvironment environment, ResilienceRegistries registries, Clock clock) {
        this.environment = environment.name();
        this.limits = environment.limits();
        this.clock = clock;
        Map<String, String> tags = Map.of("environment", environment.name());
        circuit = registries.circuits().circuitBreaker(environment.name(), circuitConfig(), tags);
        pools = Map.of(
                Pool.CALLS, pool("calls", "calls under way", limits.maxConcurrentCalls(), registries),
                Pool.STREAMS, pool("streams", "streams open", limits.maxConcurrentStreams(), registries),
                Pool.TRANSFERS,
                        pool("transfers", "transfers under way", limits.shares().maxTransfers(), registries),
                Pool.ANONYMOUS,
                        pool(
                                "anonymous",
                                "calls without a token under way",
                                limits.shares().maxAnonymousCalls(),
                                registries));
        followedLogs = pool("followed-logs", "followed logs", limits.maxFollowedLogs(), registries);
        circuit.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                heldBackUntil = clock.instant().plus(limits.openFor());
            }
        });
    }

    private UpstreamPool pool(String name, String what, int size, ResilienceRegistries registries) {
        return new UpstreamPool(environment, name, what, size, limits, registries);
    }

    /** {@link UpstreamEnd} decides which ends count. */
    private CircuitBreakerConfig circuitConfig() {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(limits.failureRateThreshold())
                .slidingWindowSize(limits.slidingWindow())
                .minimumNumberOfCalls(Math.min(limits.slidingWindow(), 10))
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(limits.openFor())
                .writableStackTraceEnabled(false)
                .build();
    }

    /**
     * Makes a call if the limits allow the call now.
     *
     * @param callersTime whether the caller set the deadline
     * @throws GatewayException with TOO_MANY_CALLS, ARGO_CIRCUIT_OPEN, or any exception of the call
     */
    <T> T call(boolean callersTime, Supplier<T> call) {
        TakenPermit permit = take(Pool.CALLS, Requester.GATEWAY);
        try {
            T answer = call.get();
            permit.ended(UpstreamEnd.of(Event.ANSWERED));
            return answer;
        } catch (RuntimeException e) {
            permit.ended(EndedException.endOf(e, callersTime));
            throw e;
        } finally {
            permit.release();
        }
    }

    /**
     * Opens a stream if the limits allow the stream now. The stream counts until {@code streamOver} runs.
     *
     * @param requester the first reader of the stream
     * @throws GatewayException with TOO_MANY_CALLS, ARGO_CIRCUIT_OPEN, or any exception of the opening
     */
    <T> ArgoStream<T> open(StreamOpening<T> opening, Duration timeout, Requester requester) {
        TakenPermit permit = take(Pool.STREAMS, requester);
        ArgoStream<T> stream;
        try {
            stream = opening.open(permit::release);
        } catch (RuntimeException e) {
            permit.release();
            throw e;
        }
        try {
            if (stream.awaitRefusal(timeout)) {
                permit.ended(UpstreamEnd.of(Event.ANSWERED));
            } else {
                permit.ended(UpstreamEnd.of(Event.NOT_ASKED)); // a silent stream is no evidence
            }
            return stream;
        } catch (RuntimeException e) {
            permit.ended(EndedException.endOf(e, false));
            stream.close();
            throw e;
        }
    }

    /**
     * Acquires a permit.
     *
     * @throws GatewayException with TOO_MANY_CALLS or ARGO_CIRCUIT_OPEN
     */
    @Override
    public TakenPermit take(Pool kind, Requester requester) {
        UpstreamPool pool = Objects.requireNonNull(pools.get(kind));
        UpstreamPool transfers = Objects.requireNonNull(pools.get(Pool.TRANSFERS));
        if (kind == Pool.ANONYMOUS) {
            if (!heldBackFor().isZero()) {
                throw heldBack();
            }
            pool.enter(requester);
            return new TakenPermit(null, pool, transfers, requester);
        }
        pool.enter(requester);
        if (!circuit.tryAcquirePermission()) {
            pool.leave(requester);
            throw heldBack();
        }
        return new TakenPermit(circuit, pool, transfers, requester);
    }

    /**
     * Opens a stream.
     *
     * @param <T> the type of an event
     */
    interface StreamOpening<T> {
        /** Returns the stream, which runs {@code streamOver} at its end. */
        ArgoStream<T> open(Runnable streamOver);
    }

    /**
     * Opens a followed log, which counts both as a followed log and as a stream until {@code streamOver} runs.
     *
     * @param requester the first reader of the stream
     * @throws GatewayException with TOO_MANY_CALLS, ARGO_CIRCUIT_OPEN, or any exception of the opening
     */
    <T> ArgoStream<T> openFollowedLog(StreamOpening<T> opening, Duration timeout, Requester requester) {
        followedLogs.enter(requester);
        AtomicBoolean counted = new AtomicBoolean(true);
        Runnable release = () -> {
            if (counted.compareAndSet(true, false)) {
                followedLogs.leave(requester);
            }
        };
        try {
            return open(
                    streamOver -> opening.open(() -> {
                        streamOver.run();
                        release.run();
                    }),
                    timeout,
                    requester);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    /**
     * The remaining time for which the circuit breaker is open; zero when it is closed or admits the next call as a trial.
     */
    Duration heldBackFor() {
        if (circuit.getState() != CircuitBreaker.State.OPEN) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), heldBackUntil);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private GatewayException heldBack() {
        Duration left = heldBackFor();
        return new GatewayException(Problem.of(
                        ErrorReason.ARGO_CIRCUIT_OPEN,
                        "Too many recent calls to the Argo Server of environment '" + environment
                                + "' failed: the circuit breaker is open, and nothing was sent.")
                .with("environment", environment)
                .withRetryAfter(left.isZero() ? TRIAL_SOON : left));
    }
}
