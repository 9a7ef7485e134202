package io.tiphys.gateway.concurrent;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of a call, on the monotonic clock of this process. Immutable. A caller's own deadline is never extended, only
 * shortened, on its way to an upstream.
 */
public final class Deadline {
    /** A century: moments further apart than 292 years cannot be compared on the monotonic clock. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

    private final long nanoTime;
    private final boolean shortened;

    private Deadline(long nanoTime, boolean shortened) {
        this.nanoTime = nanoTime;
        this.shortened = shortened;
    }

    /** A deadline this long from now. A negative time gives a passed deadline; more than a century counts as a century. */
    public static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + nanos(time), false);
    }

    /**
     * The remaining time for a timer: whole milliseconds, rounded up, and at least one. Many libraries count in milliseconds
     * and treat 0 as no timeout, so this method never returns 0. Use {@link #passed} to test whether the time is up.
     */
    public Duration remaining() {
        long nanos = Math.max(1, nanoTime - System.nanoTime());
        return Duration.ofMillis(Math.ceilDiv(nanos, NANOS_OF_A_MILLISECOND));
    }

    /** Whether no time is left. */
    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** The earlier of this deadline and one this long from now. */
    public Deadline within(Duration limit) {
        long limited = System.nanoTime() + nanos(limit);
        return limited - nanoTime < 0 ? new Deadline(limited, true) : this;
    }

    /**
     * An earlier deadline that reserves time for later steps. The result is {@link #shortened} if this deadline is: a miss
     * has the same meaning.
     *
     * @param part the reserved fraction of the remaining time, as a divisor of at least 2
     * @param most the maximum reserved time
     */
    public Deadline reserving(int part, Duration most) {
        long left = Math.max(0, nanoTime - System.nanoTime());
        return new Deadline(nanoTime - Math.min(left / part, nanos(most)), shortened);
    }

    /**
     * Whether the deadline was shortened, for example by a caller below the environment's limit: a miss of such a deadline
     * says nothing about an upstream's health.
     */
    public boolean shortened() {
        return shortened;
    }

    /**
     * Waits for a shared result. A timeout does not cancel the result for other waiters.
     *
     * @throws GatewayException with {@link ErrorReason#DEADLINE_EXCEEDED} when the time is up, {@link ErrorReason#CANCELLED}
     *     when the waiting thread is interrupted, or the result's own exception
     */
    public <T> T await(CompletableFuture<T> result) {
        try {
            return result.get(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw exceeded(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        } catch (CancellationException e) {
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    /** Throws DEADLINE_EXCEEDED when no time is left. */
    public void check() {
        if (passed()) {
            throw exceeded(null);
        }
    }

    private static long nanos(Duration time) {
        if (time.compareTo(LONGEST) > 0) {
            return LONGEST.toNanos();
        }
        return time.compareTo(LONGEST.negated()) < 0 ? -LONGEST.toNanos() : time.toNanos();
    }

    private static GatewayException exceeded(@Nullable Throwable cause) {
        return new GatewayException(
                Problem.of(ErrorReason.DEADLINE_EXCEEDED, "The call did not end in time; nothing was changed."), cause);
    }

    private static RuntimeException unwrap(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof GatewayException known
                ? new GatewayException(known.problem(), known)
                : new IllegalStateException(cause);
    }
}
