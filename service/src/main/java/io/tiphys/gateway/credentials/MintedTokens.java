package io.tiphys.gateway.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.TokenMinter.AccountKey;
import io.tiphys.gateway.credentials.TokenMinter.MintedToken;
import io.tiphys.gateway.tracing.TraceContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Caches one token per environment, namespace, account and audiences.
 *
 * <ul>
 *   <li>At most one request to the API server is in flight per key; all callers wait for that one.
 *   <li>After 80 % of a token's lifetime (give or take 5 %, so that replicas do not renew together) the next call starts a
 *       renewal in the background and uses the current token.
 *   <li>A token is not returned in its last ten seconds, so that no call uses an expired one.
 *   <li>A failed renewal is retried after ten seconds; until its end the current token remains in use.
 *   <li>A refused token is replaced at most once in ten seconds: if the Argo Server refuses every token, calls do not become
 *       requests to the API server.
 * </ul>
 *
 * <p>An unused token is not renewed: the first call after its end waits for a new one. Thread-safe.
 */
@Singleton
public final class MintedTokens {
    private static final double RENEWED_AT = 0.8;
    private static final double JITTER = 0.05;
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(10);
    private static final Duration NEXT_TRY = Duration.ofSeconds(10);
    private static final Duration NEXT_REPLACEMENT = Duration.ofSeconds(10);

    private final TokenMinter minter;
    private final Clock clock;
    private final Cache<Key, Slot> slots = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofDays(1))
            .build();

    /**
     * The key of a token.
     *
     * @param environment the environment's name
     * @param account the account and the audiences
     */
    public record Key(String environment, AccountKey account) {}

    private record Kept(MintedToken minted, Instant renewAt) {}

    public MintedTokens(TokenMinter minter, Clock clock) {
        this.minter = minter;
        this.clock = clock;
    }

    /**
     * Returns a token that is not expired.
     *
     * @param lifetime the requested lifetime of a new token
     * @param deadline the maximum wait of this call for a new token; a shared request continues
     */
    public BearerToken get(Key key, Duration lifetime, Deadline deadline) {
        return slots.get(key, Slot::new).token(lifetime, deadline);
    }

    /**
     * Drops this refused token, if it is still cached.
     *
     * @return whether {@link #get} returns another one; false for a token that just replaced a refused one
     */
    public boolean drop(Key key, BearerToken token) {
        return slots.get(key, Slot::new).drop(token);
    }

    private final class Slot {
        private final Key key;
        private @Nullable Kept kept;
        private @Nullable CompletableFuture<MintedToken> inFlight;
        private Instant replaceableAt = Instant.MIN;

        Slot(Key key) {
            this.key = key;
        }

        BearerToken token(Duration lifetime, Deadline deadline) {
            CompletableFuture<MintedToken> awaited;
            synchronized (this) {
                Instant now = clock.instant();
                Kept current = kept;
                if (current != null && now.isBefore(current.minted().expiresAt().minus(LAST_MOMENTS))) {
                    if (!now.isBefore(current.renewAt())) {
                        mint(lifetime);
                    }
                    return current.minted().token();
                }
                awaited = mint(lifetime);
            }
            return deadline.await(awaited).token();
        }

        synchronized boolean drop(BearerToken token) {
            if (kept == null || !kept.minted().token().equals(token)) {
                return true;
            }
            Instant now = clock.instant();
            if (now.isBefore(replaceableAt)) {
                return false;
            }
            kept = null;
            replaceableAt = now.plus(NEXT_REPLACEMENT);
            return true;
        }

        private synchronized CompletableFuture<MintedToken> mint(Duration lifetime) {
            if (inFlight != null) {
                return inFlight;
            }
            var minting = new CompletableFuture<MintedToken>();
            inFlight = minting;
            Thread.ofVirtual().name("mint-" + key.environment()).start(TraceContext.carrying(() -> {
                try {
                    succeeded(minting, minter.mint(key.environment(), key.account(), lifetime));
                } catch (RuntimeException | Error e) { // also an Error: the key's callers would wait forever
                    failed(minting, e);
                }
            }));
            return minting;
        }

        private synchronized void succeeded(CompletableFuture<MintedToken> minting, MintedToken minted) {
            Instant now = clock.instant();
            double share = RENEWED_AT + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
            long life = Duration.between(now, minted.expiresAt()).toMillis();
            kept = new Kept(minted, now.plusMillis((long) (life * share)));
            inFlight = null;
            minting.complete(minted);
        }

        private synchronized void failed(CompletableFuture<MintedToken> minting, Throwable cause) {
            if (kept != null) {
                kept = new Kept(kept.minted(), clock.instant().plus(NEXT_TRY));
            }
            inFlight = null;
            minting.completeExceptionally(cause);
        }
    }
}
