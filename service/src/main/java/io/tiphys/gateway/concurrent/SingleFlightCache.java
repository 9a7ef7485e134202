package io.tiphys.gateway.concurrent;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future.State;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers that calls share: one question is under way per key, and its answer is kept for as long as that answer may be.
 * A question that fails is not remembered. Thread-safe.
 *
 * @param <K> what is asked
 * @param <V> the answer
 */
public final class SingleFlightCache<K, V> {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("shared-answer").start(task);
    private static final long MAXIMUM_SIZE = 100_000;

    private final AsyncCache<K, Outcome<V>> outcomes;
    private final KeptFor<K, V> kept;
    private final Ticker ticker;

    /** How a question ended. A failure is a value too, because the cache logs futures that fail. */
    private sealed interface Outcome<V> {
        V orThrow();
    }

    /** @param hadAt when, on the ticker: the cache itself learns of it a moment later, when others have read the answer */
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
     * Without any answer.
     *
     * @param keptFor how long an answer is kept, from the moment it is had; zero for one that only those share who wait
     *     for it already
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
     * The kept answer, or a new one. Who asks meanwhile waits for the same one, each to its own deadline: one that gives
     * up leaves the others waiting.
     *
     * @throws io.tiphys.gateway.error.GatewayException with DEADLINE_EXCEEDED or CANCELLED, or what the question throws
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

    /** Whether an answer may not be given any more: the cache learns that one was had later than those who wait for it. */
    private boolean isOver(CompletableFuture<Outcome<V>> outcome) {
        return outcome.state() == State.SUCCESS && kept.left(outcome.resultNow(), ticker.read()) == 0;
    }

    /** Asks, and knows that it did. */
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

    /** Forgets the answer to this, if it is this one. A question that is under way goes on. */
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

    /** Counts from the moment that an answer is had. */
    private record KeptFor<K, V>(Function<V, Duration> keptFor) implements Expiry<K, Outcome<V>> {
        /** How long an outcome may still be given, in nanoseconds. */
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
