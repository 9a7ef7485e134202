package io.tiphys.gateway.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.call.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps answers of reviews for as long as each may be kept, with one review in flight per key. Thread-safe.
 *
 * @param <K> what was asked
 * @param <V> the answer
 */
final class ReviewCache<K, V> {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("review").start(task);
    private static final long MAXIMUM_SIZE = 100_000;

    private final AsyncCache<K, V> answers;

    ReviewCache(Function<V, Duration> keptFor, Ticker ticker) {
        answers = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_SIZE)
                .ticker(ticker)
                .executor(VIRTUAL)
                .expireAfter(Expiry.<K, V>writing((key, value) -> keptFor.apply(value)))
                .buildAsync();
    }

    /** The kept answer, or that of a new review; whoever asks meanwhile waits for the same one, each to its own deadline. */
    V get(K key, Supplier<V> review, Deadline deadline) {
        CompletableFuture<V> answer =
                answers.get(key, (asked, executor) -> CompletableFuture.supplyAsync(review, executor));
        return deadline.await(answer);
    }
}
