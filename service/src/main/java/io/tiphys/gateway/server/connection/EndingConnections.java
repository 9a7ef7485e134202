package io.tiphys.gateway.server.connection;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/** Closes connections that are ended for an attack. */
final class EndingConnections {
    /** The time in which a client can read why. */
    private static final long SECONDS = 1;

    private EndingConnections() {}

    /** Closes a connection a second later, with the streams that its peer leaves open. */
    static void closeSoon(Channel connection) {
        connection.eventLoop().schedule((Runnable) connection::close, SECONDS, TimeUnit.SECONDS);
    }
}
