package io.tiphys.gateway.call;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future.State;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers that calls share: one question is under way per key, and its answer is kept for as long as that answer may be.
 * A question that fails is not remembered. Thread-safe.
 *
 * @param <K> what is asked
 * @param <V> the answer
 */
public final class SharedAnswers<K, V> {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("shared-answer").start(task);
    private static final long MAXIMUM_SIZE = 100_000;

    private final AsyncCache<K, V> answers;

    /**
     * Without any answer.
     *
     * @param keptFor how long an answer is kept, from the moment it is had; zero for one that only those share who wait
     *     for it already
     */
    public SharedAnswers(Function<V, Duration> keptFor, Ticker ticker) {
        answers = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_SIZE)
                .ticker(ticker)
                .executor(VIRTUAL)
                .expireAfter(Expiry.<K, V>writing((key, value) -> keptFor.apply(value)))
                .buildAsync();
    }

    /**
     * The kept answer, or a new one. Who asks meanwhile waits for the same one, each to its own deadline: one that gives
     * up leaves the others waiting.
     *
     * @throws io.tiphys.gateway.error.GatewayException with DEADLINE_EXCEEDED or CANCELLED, or what the question throws
     */
    public V get(K key, Supplier<V> question, Deadline deadline) {
        CompletableFuture<V> answer =
                answers.get(key, (asked, executor) -> CompletableFuture.supplyAsync(question, executor));
        return deadline.await(answer);
    }

    /** Forgets the answer to this, if it is this one. A question that is under way goes on. */
    public void drop(K key, V answer) {
        CompletableFuture<V> kept = answers.getIfPresent(key);
        if (kept != null && kept.state() == State.SUCCESS && kept.resultNow().equals(answer)) {
            answers.asMap().remove(key, kept);
        }
    }
}
