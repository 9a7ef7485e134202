package io.tiphys.gateway.argo;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one environment: how many calls and streams at once, how long a call, and the circuit that holds calls
 * back while the Argo Server fails. Thread-safe.
 */
final class EnvironmentResilience {
    private static final Duration FULL = Duration.ofSeconds(1);
    private static final int TRIALS = 3;

    private final String environment;
    private final EnvironmentLimits limits;
    private final Clock clock;
    private final CircuitBreaker circuit;
    private final Bulkhead calls;
    private final Bulkhead streams;
    private final Bulkhead followedLogs;
    private final TimeLimiter timeLimiter;
    private volatile Instant heldBackUntil = Instant.MIN;

    EnvironmentResilience(SubmissionEnvironment environment, ResilienceRegistries registries, Clock clock) {
        this.environment = environment.name();
        this.limits = environment.limits();
        this.clock = clock;
        Map<String, String> tags = Map.of("environment", environment.name());
        circuit = registries.circuits().circuitBreaker(environment.name(), circuitConfig(), tags);
        calls = registries
                .bulkheads()
                .bulkhead(environment.name() + "-calls", atMost(limits.maxConcurrentCalls()), tags);
        streams = registries
                .bulkheads()
                .bulkhead(environment.name() + "-streams", atMost(limits.maxConcurrentStreams()), tags);
        followedLogs = registries
                .bulkheads()
                .bulkhead(environment.name() + "-followed-logs", atMost(limits.maxFollowedLogs()), tags);
        timeLimiter = registries.timeLimiters().timeLimiter(environment.name(), timeLimit(limits.callTimeout()), tags);
        circuit.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                heldBackUntil = clock.instant().plus(limits.openFor());
            }
        });
    }

    private CircuitBreakerConfig circuitConfig() {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(limits.failureRateThreshold())
                .slidingWindowSize(limits.slidingWindow())
                .minimumNumberOfCalls(Math.min(limits.slidingWindow(), 10))
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(limits.openFor())
                .writableStackTraceEnabled(false)
                .recordException(CountedFailures::tellsOfIllHealth)
                .ignoreException(CountedFailures::tellsNothing)
                .build();
    }

    private static BulkheadConfig atMost(int number) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(number)
                .maxWaitDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build();
    }

    private static TimeLimiterConfig timeLimit(Duration limit) {
        return TimeLimiterConfig.custom()
                .timeoutDuration(limit)
                .cancelRunningFuture(true)
                .build();
    }

    /**
     * Makes a call if the limits allow it now.
     *
     * @throws GatewayException with TOO_MANY_CALLS, ARGO_CIRCUIT_OPEN, or what the call throws
     */
    <T> T call(Supplier<T> call) {
        try {
            return circuit.executeSupplier(() -> calls.executeSupplier(call));
        } catch (BulkheadFullException e) {
            throw full("As many calls as the environment allows are under way.", limits.maxConcurrentCalls(), e);
        } catch (CallNotPermittedException e) {
            throw heldBack(e);
        }
    }

    /**
     * Waits for an answer as long as the deadline allows, and ends the exchange when it passes.
     *
     * @throws GatewayException when there is no answer
     */
    HttpResponse<byte[]> await(Exchange exchange, Deadline deadline) {
        TimeLimiter untilDeadline = TimeLimiter.of(environment, timeLimit(deadline.remaining()));
        try {
            HttpResponse<byte[]> response = untilDeadline.executeFutureSupplier(exchange::response);
            timeLimiter.onSuccess();
            return response;
        } catch (TimeoutException e) {
            timeLimiter.onError(e);
            throw ExchangeFailures.late(exchange, deadline, e);
        } catch (InterruptedException e) {
            exchange.response().cancel(true);
            Thread.currentThread().interrupt();
            throw ExchangeFailures.cancelled(e);
        } catch (Exception e) {
            timeLimiter.onError(e);
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw ExchangeFailures.broken(exchange, cause);
        }
    }

    /**
     * Opens a stream if the limits allow it now. The stream counts until {@code streamOver} runs.
     *
     * @throws GatewayException with TOO_MANY_CALLS, ARGO_CIRCUIT_OPEN, or what the opening throws
     */
    <S extends OpeningStream<?>> S open(StreamOpening<S> opening, Duration patience) {
        if (!circuit.tryAcquirePermission()) {
            throw heldBack(null);
        }
        if (!streams.tryAcquirePermission()) {
            circuit.releasePermission();
            throw full("As many streams as the environment allows are open.", limits.maxConcurrentStreams(), null);
        }
        long begun = System.nanoTime();
        S stream = opening.open(streams::onComplete);
        try {
            if (stream.awaitRefusal(patience)) {
                circuit.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            } else {
                circuit.releasePermission();
            }
            return stream;
        } catch (RuntimeException e) {
            circuit.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
            stream.close();
            throw e;
        }
    }

    /**
     * Takes a place among the calls.
     *
     * @throws GatewayException with TOO_MANY_CALLS or ARGO_CIRCUIT_OPEN
     */
    TakenPlace placeForCall() {
        return place(calls, "As many calls as the environment allows are under way.", limits.maxConcurrentCalls());
    }

    /**
     * Takes a place among the streams.
     *
     * @throws GatewayException with TOO_MANY_CALLS or ARGO_CIRCUIT_OPEN
     */
    TakenPlace placeForStream() {
        return place(streams, "As many streams as the environment allows are open.", limits.maxConcurrentStreams());
    }

    private TakenPlace place(Bulkhead bulkhead, String fullDetail, int limit) {
        if (!circuit.tryAcquirePermission()) {
            throw heldBack(null);
        }
        if (!bulkhead.tryAcquirePermission()) {
            circuit.releasePermission();
            throw full(fullDetail, limit, null);
        }
        return new TakenPlace(circuit, bulkhead);
    }

    /**
     * Starts a stream.
     *
     * @param <S> what it is
     */
    interface StreamOpening<S> {
        /** The stream; it runs what it is given once it is over. */
        S open(Runnable streamOver);
    }

    /**
     * Opens a followed log, which counts as one and as a stream until {@code streamOver} runs.
     *
     * @throws GatewayException with TOO_MANY_CALLS, ARGO_CIRCUIT_OPEN, or what the opening throws
     */
    <S extends OpeningStream<?>> S openFollowedLog(StreamOpening<S> opening, Duration patience) {
        if (!followedLogs.tryAcquirePermission()) {
            throw full("As many logs as the environment allows are followed.", limits.maxFollowedLogs(), null);
        }
        AtomicBoolean counted = new AtomicBoolean(true);
        Runnable release = () -> {
            if (counted.compareAndSet(true, false)) {
                followedLogs.onComplete();
            }
        };
        try {
            return open(
                    streamOver -> opening.open(() -> {
                        streamOver.run();
                        release.run();
                    }),
                    patience);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    /** How long calls are still held back; zero when they are not, or when the next one is let through as a trial. */
    Duration heldBackFor() {
        if (circuit.getState() != CircuitBreaker.State.OPEN) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), heldBackUntil);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private GatewayException heldBack(@Nullable Throwable cause) {
        Duration left = heldBackFor();
        return new GatewayException(
                Problem.of(
                                ErrorReason.ARGO_CIRCUIT_OPEN,
                                "Too many of the last calls to the Argo Server of environment '" + environment
                                        + "' failed; nothing was sent.")
                        .with("environment", environment)
                        .withRetryAfter(left.isZero() ? FULL : left),
                cause);
    }

    private GatewayException full(String detail, int limit, @Nullable Throwable cause) {
        return new GatewayException(
                Problem.of(ErrorReason.TOO_MANY_CALLS, detail)
                        .with("environment", environment)
                        .with("limit", Integer.toString(limit))
                        .withRetryAfter(FULL),
                cause);
    }
}
