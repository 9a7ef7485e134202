package io.tiphys.gateway.access.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.Rejections.Cause;
import io.tiphys.gateway.concurrent.TokenBucket;
import io.tiphys.gateway.environment.AuthenticationConfiguration;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Limits the invalid tokens of each address: a token bucket for each. After the bucket is used up, the address must wait
 * before another unknown token is examined. Known tokens are not delayed. Thread-safe.
 */
@Singleton
public final class FailedTokens {
    private static final long MOST_ADDRESSES = 10_000;
    private static final double MINUTE = Duration.ofMinutes(1).toSeconds();

    private final Cache<String, TokenBucket> buckets;
    private final AuthenticationConfiguration configuration;
    private final Rejections rejections;
    private final Ticker ticker;

    public FailedTokens(AuthenticationConfiguration configuration, Rejections rejections, Ticker ticker) {
        this.configuration = configuration;
        this.rejections = rejections;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(Duration.ofMinutes(10))
                .ticker(ticker)
                .build();
    }

    /**
     * Refuses an address whose bucket is used up.
     *
     * @throws GatewayException with TOO_MANY_CALLS
     */
    void check(String address) {
        TokenBucket bucket = buckets.getIfPresent(address);
        if (bucket == null) {
            return;
        }
        long wait = bucket.nanosUntilOne();
        if (wait > 0) {
            rejections.refused(Cause.FAILED_TOKENS);
            throw new GatewayException(
                    Problem.of(ErrorReason.TOO_MANY_CALLS, "This address has presented too many invalid tokens.")
                            .withRetryAfter(Duration.ofNanos(wait)));
        }
    }

    /**
     * Counts an invalid token of this address and returns the refusal of the token.
     *
     * @throws GatewayException with TOO_MANY_CALLS instead when the address's bucket is used up
     */
    GatewayException rejected(String detail, String address) {
        check(address);
        failed(address);
        return TokenRefusals.refused(detail);
    }

    /** Counts a refused token of this address. An address waits for one token at most. */
    void failed(String address) {
        if (!address.isEmpty()) {
            buckets.get(address, key -> newBucket()).remove(1, 0);
        }
    }

    private TokenBucket newBucket() {
        return new TokenBucket(
                configuration.failedTokensAtOnce(), configuration.failedTokensPerMinute() / MINUTE, ticker);
    }
}
