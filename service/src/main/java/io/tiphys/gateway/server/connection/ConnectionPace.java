package io.tiphys.gateway.server.connection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.Channel;
import io.tiphys.gateway.concurrent.TokenBucket;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import io.tiphys.gateway.server.configuration.TrustedProxies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of new connections of each address that serve no known caller: a connection above the rate waits until it
 * is read. A new connection costs the gateway up to some milliseconds of processor time, which an address without a token
 * could otherwise use up. A connection counts until a known caller's call succeeds. One that was ended for an attack counts
 * as many, so that its address cannot repeat the attack at once. No connection waits longer than a second, because other
 * clients may have the same address. Thread-safe.
 */
@Singleton
public final class ConnectionPace {
    /** How many connections one that was ended for an attack stands for. */
    private static final double COST_OF_AN_ATTACK = 100;

    private static final long MOST_ADDRESSES = 10_000;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final int perSecond;
    private final Predicate<InetAddress> exempt;
    private final Ticker ticker;
    private final Cache<InetAddress, TokenBucket> buckets;

    @Inject
    public ConnectionPace(ServerConfiguration configuration, Ticker ticker) {
        this(configuration.newConnectionsPerSecond(), TrustedProxies.of(configuration.trustedProxies()), ticker);
    }

    /**
     * Creates the limit.
     *
     * @param perSecond the rate for each address, and half of what it may open at once; 0 for no limit
     * @param exempt addresses without a limit: proxies that many clients share
     */
    ConnectionPace(int perSecond, Predicate<InetAddress> exempt, Ticker ticker) {
        this.perSecond = perSecond;
        this.exempt = exempt;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(Duration.ofMinutes(1))
                .ticker(ticker)
                .build();
    }

    /** Counts a new connection that was not read yet, and has it wait for its turn. */
    void begin(Channel connection) {
        InetAddress address = address(connection);
        if (address == null) {
            return;
        }
        long wait = bucket(address).reserve(-perSecond);
        if (wait > 0) {
            connection.config().setAutoRead(false);
            connection
                    .eventLoop()
                    .schedule(
                            () -> connection.config().setAutoRead(true),
                            Math.max(wait, SHORTEST_WAIT.toNanos()),
                            TimeUnit.NANOSECONDS);
        }
    }

    /** Whether the address of a connection has a limit. */
    boolean appliesTo(Channel connection) {
        return address(connection) != null;
    }

    /** Takes back the count of a connection on which a known caller's call succeeded. */
    void proven(Channel connection) {
        InetAddress address = address(connection);
        if (address != null) {
            bucket(address).add(1);
        }
    }

    /** Counts a connection that is ended for an attack. */
    void attacked(Channel connection) {
        InetAddress address = address(connection);
        if (address != null) {
            bucket(address).remove(COST_OF_AN_ATTACK, -perSecond);
        }
    }

    private TokenBucket bucket(InetAddress address) {
        return buckets.get(address, key -> new TokenBucket(2.0 * perSecond, perSecond, ticker));
    }

    /** Null for a connection without a limit. */
    private @Nullable InetAddress address(Channel connection) {
        return perSecond > 0
                        && connection.remoteAddress() instanceof InetSocketAddress remote
                        && remote.getAddress() != null
                        && !exempt.test(remote.getAddress())
                ? remote.getAddress()
                : null;
    }
}
