package io.tiphys.gateway.lifecycle.stream;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.error.GatewayException;
import java.time.Duration;

/**
 * A stream whose reader's rights are reviewed for as long as it is read. What was allowed half a minute ago and cannot be
 * confirmed since is allowed no longer: the stream ends with the reason.
 *
 * @param <T> what comes
 */
public final class ReviewedStream<T> implements EventStream<T> {
    /** How often the rights are reviewed. */
    public static final Duration EVERY = Duration.ofSeconds(20);

    /** How long after a review that allowed it a stream lives while no other one comes to an answer. */
    public static final Duration LONGEST_UNREVIEWED = Duration.ofSeconds(30);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EventStream<T> stream;
    private final Runnable review;
    private final Ticker ticker;
    private long allowedAt;
    private long nextReview;
    private boolean ended;

    /**
     * A stream whose rights have just been reviewed.
     *
     * @param review throws a {@link GatewayException} when the reader may not read on; one whose reason is retryable means
     *     that there is no answer now
     */
    public ReviewedStream(EventStream<T> stream, Runnable review, Ticker ticker) {
        this.stream = stream;
        this.review = review;
        this.ticker = ticker;
        this.allowedAt = ticker.read();
        this.nextReview = allowedAt + EVERY.toNanos();
    }

    @Override
    public Step<T> next(Duration timeout) {
        if (ended) {
            return new End<>();
        }
        long left = timeout.toNanos();
        while (true) {
            reviewIfDue();
            long wait = Math.max(1, Math.min(left, nextReview - ticker.read()));
            Step<T> step = stream.next(Duration.ofNanos(wait));
            left -= wait;
            if (!(step instanceof Silence) || left <= 0) {
                return step;
            }
        }
    }

    private void reviewIfDue() {
        long now = ticker.read();
        if (now - nextReview < 0) {
            return;
        }
        try {
            review.run();
            allowedAt = now;
            nextReview = now + EVERY.toNanos();
        } catch (GatewayException e) {
            if (!e.problem().reason().retryable() || now - allowedAt >= LONGEST_UNREVIEWED.toNanos()) {
                ended = true;
                stream.close();
                throw e;
            }
            nextReview = now + RETRY.toNanos();
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
