package io.tiphys.gateway.concurrent;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.tracing.TraceContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future.State;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A single-flight cache: at most one load per key is in progress, and its value is cached for a time that depends on the
 * value. A failed load is not cached. Thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class SingleFlightCache<K, V> {
    /** A load belongs to the trace of the first caller that waits for it. */
    private static final Executor VIRTUAL = TraceContext.carrying(
            (Runnable task) -> Thread.ofVirtual().name("shared-answer").start(task));

    private static final long MAXIMUM_SIZE = 100_000;

    private final AsyncCache<K, Outcome<V>> outcomes;
    private final KeptFor<K, V> kept;
    private final Ticker ticker;

    /** The outcome of a load. A failure is a value too, because the cache logs failed futures. */
    private sealed interface Outcome<V> {
        V orThrow();
    }

    /**
     * @param hadAt the time of the value on the ticker: the cache itself sees the value a moment later, after readers may
     *     have seen it
     */
    private record Answered<V>(V answer, long hadAt) implements Outcome<V> {
        @Override
        public V orThrow() {
            return answer;
        }
    }

    private record Failed<V>(Throwable cause) implements Outcome<V> {
        @Override
        public V orThrow() {
            throw new CompletionException(cause);
        }
    }

    /**
     * An empty cache.
     *
     * @param keptFor the cache time of a value, from the moment of loading; zero for a value that only current waiters share
     */
    public SingleFlightCache(Function<V, Duration> keptFor, Ticker ticker) {
        this.ticker = ticker;
        this.kept = new KeptFor<>(keptFor);
        outcomes = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_SIZE)
                .ticker(ticker)
                .executor(VIRTUAL)
                .expireAfter(kept)
                .buildAsync();
    }

    /**
     * Returns the cached value, or loads one. Concurrent callers wait for the same load, each until its own deadline. A
     * caller that gives up does not cancel the load.
     *
     * @throws io.tiphys.gateway.error.GatewayException with DEADLINE_EXCEEDED or CANCELLED, or any exception of the load
     */
    public V get(K key, Supplier<V> question, Deadline deadline) {
        Asking asking = new Asking(question);
        CompletableFuture<Outcome<V>> outcome = outcomes.get(key, asking);
        if (!asking.asked && isOver(outcome)) {
            outcomes.asMap().remove(key, outcome);
            outcome = outcomes.get(key, asking);
        }
        return deadline.await(outcome.thenApply(Outcome::orThrow));
    }

    /** Whether a value has expired: the cache sees a value later than its waiters. */
    private boolean isOver(CompletableFuture<Outcome<V>> outcome) {
        return outcome.state() == State.SUCCESS && kept.left(outcome.resultNow(), ticker.read()) == 0;
    }

    /** Loads a value, and records that it did. */
    private final class Asking implements BiFunction<K, Executor, CompletableFuture<Outcome<V>>> {
        private final Supplier<V> question;
        private boolean asked;

        Asking(Supplier<V> question) {
            this.question = question;
        }

        @Override
        public CompletableFuture<Outcome<V>> apply(K key, Executor executor) {
            asked = true;
            return CompletableFuture.supplyAsync(() -> outcomeOf(question, ticker), executor);
        }
    }

    /** Removes this value of the key, if it is still cached. A load in progress continues. */
    public void drop(K key, V answer) {
        CompletableFuture<Outcome<V>> present = outcomes.getIfPresent(key);
        if (present != null
                && present.state() == State.SUCCESS
                && present.resultNow() instanceof Answered<V>(V keptAnswer, long ignored)
                && keptAnswer.equals(answer)) {
            outcomes.asMap().remove(key, present);
        }
    }

    private static <V> Outcome<V> outcomeOf(Supplier<V> question, Ticker ticker) {
        try {
            return new Answered<>(question.get(), ticker.read());
        } catch (RuntimeException | Error e) {
            return new Failed<>(e);
        }
    }

    /** Expiry from the moment of loading. */
    private record KeptFor<K, V>(Function<V, Duration> keptFor) implements Expiry<K, Outcome<V>> {
        /** The remaining time of an outcome, in nanoseconds. */
        long left(Outcome<V> outcome, long currentTime) {
            return switch (outcome) {
                case Answered<V>(V answer, long hadAt) ->
                    Math.max(0, keptFor.apply(answer).toNanos() - (currentTime - hadAt));
                case Failed<V> ignored -> 0;
            };
        }

        @Override
        public long expireAfterCreate(K key, Outcome<V> outcome, long currentTime) {
            return left(outcome, currentTime);
        }

        @Override
        public long expireAfterUpdate(K key, Outcome<V> outcome, long currentTime, long currentDuration) {
            return left(outcome, currentTime);
        }

        @Override
        public long expireAfterRead(K key, Outcome<V> outcome, long currentTime, long currentDuration) {
            return currentDuration;
        }
    }
}
