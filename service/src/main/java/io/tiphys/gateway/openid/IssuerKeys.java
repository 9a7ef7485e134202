package io.tiphys.gateway.openid;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * The keys of one issuer, cached. The library refreshes them in the background, reads them once for all waiting callers,
 * keeps them while the issuer is away, and limits the readings for unknown keys. Thread-safe.
 */
final class IssuerKeys {
    /** The maximum age of the keys in use; a withdrawn key is noticed after this time. */
    static final Duration KEPT = Duration.ofMinutes(10);

    /** Before the end of this time the next call starts a reading in the background. */
    static final Duration AHEAD = Duration.ofMinutes(5);

    /** How long known keys serve while the issuer is away. */
    static final Duration OUTAGE = Duration.ofHours(24);

    /** At most two readings in this time. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
    private static final int MOST_WAITING = 64;

    private final JWKSetSource<SecurityContext> source;
    private final BooleanSupplier lastReadingFailed;
    private final Ticker ticker;
    private final long start;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private IssuerKeys(JWKSetSource<SecurityContext> source, BooleanSupplier lastReadingFailed, Ticker ticker) {
        this.source = source;
        this.lastReadingFailed = lastReadingFailed;
        this.ticker = ticker;
        this.start = ticker.read();
    }

    static IssuerKeys of(IssuerDocuments documents, Ticker ticker) {
        return of(documents, documents::lastReadingFailed, ticker);
    }

    static IssuerKeys of(JWKSetSource<SecurityContext> documents, BooleanSupplier lastReadingFailed, Ticker ticker) {
        ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
        var built = JWKSourceBuilder.create(documents)
                .cache(KEPT.toMillis(), LONGEST_WAIT.toMillis())
                .refreshAheadCache(AHEAD.toMillis(), null, background, true, null, false)
                .rateLimited(INTERVAL.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
        return new IssuerKeys(
                ((JWKSetBasedJWKSource<SecurityContext>) built).getJWKSetSource(), lastReadingFailed, ticker);
    }

    /** Milliseconds since the start: the library takes no negative times, which a ticker may have. */
    private long now() {
        return Duration.ofNanos(ticker.read() - start).toMillis();
    }

    /**
     * The known keys, which are read on first use.
     *
     * @throws KeySourceException when they were never read
     */
    JWKSet known() throws KeySourceException {
        return source.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now(), null);
    }

    /**
     * The keys after a new reading.
     *
     * @param outdated the keys that lack a key
     * @throws KeySourceException when the issuer cannot be read, when the keys were read a moment ago, or when too many
     *     callers wait
     */
    JWKSet newerThan(JWKSet outdated) throws KeySourceException {
        if (!waiting.tryAcquire()) {
            throw new KeySourceException("too many tokens with unknown keys");
        }
        try {
            JWKSet keys = source.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(outdated), now(), null);
            if (lastReadingFailed.getAsBoolean()) {
                throw new KeySourceException("the issuer is away");
            }
            return keys;
        } finally {
            waiting.release();
        }
    }
}
