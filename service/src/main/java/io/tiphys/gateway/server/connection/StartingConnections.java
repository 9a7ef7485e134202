package io.tiphys.gateway.server.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.tiphys.gateway.concurrent.Shares;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that do not reach a request. A connection starts with its TLS handshake; the start ends with the first
 * bytes that show its protocol. The duration of a start is limited. The number of starting connections of one address is
 * limited too, because a handshake costs the gateway more than its peer. Thread-safe.
 */
final class StartingConnections {
    private static final AttributeKey<Start> START = AttributeKey.valueOf(StartingConnections.class, "start");

    private final Shares<InetAddress> addresses;
    private final Duration time;

    private record Start(InetAddress address, Future<?> alarm) {}

    /**
     * Creates the limits.
     *
     * @param most the largest number of starting connections of one address
     * @param time the longest duration of a start
     */
    StartingConnections(int most, Duration time) {
        this.addresses = new Shares<>(most);
        this.time = time;
    }

    /**
     * Counts a new connection. Closes it at once if its address has too many, otherwise when its time is up.
     *
     * @return whether it stays open
     */
    boolean begin(Channel connection) {
        if (connection.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            if (!addresses.enter(address)) {
                connection.eventLoop().execute(connection::close);
                return false;
            }
            Future<?> alarm =
                    connection.eventLoop().schedule((Runnable) connection::close, time.toNanos(), TimeUnit.NANOSECONDS);
            connection.attr(START).set(new Start(address, alarm));
            connection.closeFuture().addListener(closed -> end(connection));
        }
        return true;
    }

    /**
     * Ends the start, once the connection's protocol is known; other limits apply from then on. A second call has no effect.
     */
    void end(Channel connection) {
        Start start = connection.attr(START).getAndSet(null);
        if (start != null) {
            start.alarm().cancel(false);
            addresses.leave(start.address());
        }
    }
}
