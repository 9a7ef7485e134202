package io.tiphys.gateway.lifecycle.stream;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.error.GatewayException;
import java.time.Duration;

/**
 * A stream with periodic reviews of its reader's permissions. A permission that was last confirmed half a minute ago is
 * void: the stream ends with the reason.
 *
 * @param <T> the type of an event
 */
public final class ReviewedStream<T> implements EventStream<T> {
    /** The interval of the reviews. */
    public static final Duration EVERY = Duration.ofSeconds(20);

    /** The maximum life of a stream after its last successful review while further reviews have no result. */
    public static final Duration LONGEST_UNREVIEWED = Duration.ofSeconds(30);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EventStream<T> stream;
    private final Runnable review;
    private final Ticker ticker;
    private long allowedAt;
    private long nextReview;
    private boolean ended;

    /**
     * A stream with a review that has just succeeded.
     *
     * @param review throws a {@link GatewayException} when the reader may not continue; a retryable reason means that there
     *     is no result now
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
