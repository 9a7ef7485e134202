package io.tiphys.gateway.server.connection;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that do not get as far as a request: a connection starts with its TLS handshake and ends its start with
 * the first bytes that show its protocol. A start may take a time, and one address has a bounded number of connections that
 * are starting, because a handshake costs the gateway more than its peer. Thread-safe.
 */
public final class StartingConnections {
    private static final AttributeKey<Start> START = AttributeKey.valueOf(StartingConnections.class, "start");

    private final Map<InetAddress, Integer> starting = new ConcurrentHashMap<>();
    private final int most;
    private final Duration time;

    private record Start(InetAddress address, Future<?> alarm) {}

    /**
     * Watches starts.
     *
     * @param most how many connections of one address may be starting at once
     * @param time how long a start may take
     */
    public StartingConnections(int most, Duration time) {
        this.most = most;
        this.time = time;
    }

    /** Counts a new connection, and closes it if its address has too many, or once its time is up. */
    public void begin(Channel connection) {
        if (connection.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            boolean tooMany = starting.merge(address, 1, Integer::sum) > most;
            Future<?> alarm = connection
                    .eventLoop()
                    .schedule((Runnable) connection::close, tooMany ? 0 : time.toNanos(), TimeUnit.NANOSECONDS);
            connection.attr(START).set(new Start(address, alarm));
            connection.closeFuture().addListener(closed -> end(connection));
        }
    }

    /** The connection's protocol is known: from now on other limits hold. Has no effect the second time. */
    void end(Channel connection) {
        Start start = connection.attr(START).getAndSet(null);
        if (start != null) {
            start.alarm().cancel(false);
            starting.compute(start.address(), (key, held) -> held == null || held <= 1 ? null : held - 1);
        }
    }
}
