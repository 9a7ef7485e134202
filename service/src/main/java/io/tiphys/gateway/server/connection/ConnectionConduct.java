package io.tiphys.gateway.server.connection;

import com.github.benmanes.caffeine.cache.Ticker;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.tiphys.gateway.concurrent.TokenBucket;
import io.tiphys.gateway.server.call.CallEntry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Judges a connection by its calls. A call of a known caller that succeeds frees the connection from {@link ConnectionPace}.
 * Too many failed calls without a caller end the connection, so that their rate has the limit of new connections: made-up
 * tokens, health watches above their limit. An HTTP/2 connection that served a known caller ends as soon as its calls are
 * over, and any other one a second later. Connections of trusted proxies are shared and not judged. Thread-safe.
 */
@Singleton
public final class ConnectionConduct implements CallEntry.Listener {
    /** A monitor with an expired token has ten failures in a second, and may continue. */
    private static final int FAILURES_AT_ONCE = 200;

    private static final int FAILURES_PER_SECOND = 20;

    private static final AttributeKey<Standing> STANDING = AttributeKey.valueOf(ConnectionConduct.class, "standing");

    private final ConnectionPace pace;
    private final Ticker ticker;

    public ConnectionConduct(ConnectionPace pace, Ticker ticker) {
        this.pace = pace;
        this.ticker = ticker;
    }

    @Override
    public void ended(ServiceRequestContext context, boolean callerKnown, boolean succeeded) {
        Channel connection = context.log().partial().channel();
        if (connection == null || callerKnown != succeeded || !pace.appliesTo(connection)) {
            return;
        }
        Standing standing = standing(connection);
        if (succeeded) {
            if (standing.proven.compareAndSet(false, true)) {
                pace.proven(connection);
            }
        } else if (!standing.failures.take() && standing.ending.compareAndSet(false, true)) {
            pace.attacked(connection);
            end(context, connection, standing);
        }
    }

    private static void end(ServiceRequestContext context, Channel connection, Standing standing) {
        if (!context.sessionProtocol().isMultiplex()) {
            connection.close(); // the response is complete, and no other one has begun
            return;
        }
        context.initiateConnectionShutdown(Duration.ZERO);
        if (!standing.proven.get()) {
            EndingConnections.closeSoon(connection);
        }
    }

    private Standing standing(Channel connection) {
        Standing known = connection.attr(STANDING).get();
        if (known != null) {
            return known;
        }
        Standing fresh = new Standing(ticker);
        Standing earlier = connection.attr(STANDING).setIfAbsent(fresh);
        return earlier == null ? fresh : earlier;
    }

    private static final class Standing {
        private final AtomicBoolean proven = new AtomicBoolean();
        private final AtomicBoolean ending = new AtomicBoolean();
        private final TokenBucket failures;

        Standing(Ticker ticker) {
            this.failures = new TokenBucket(FAILURES_AT_ONCE, FAILURES_PER_SECOND, ticker);
        }
    }
}
