package io.tiphys.gateway.server.connection;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;

/**
 * How much of a connection is read before the other connections of its event loop have their turn. With the library's
 * sixteen times 64 KiB, an HTTP/2 connection full of small requests delays all others by half a second; it is therefore read
 * 16 KiB at a time. An HTTP/1 connection has one request at a time, and keeps the library's total: what a client has sent
 * must be read before an early response closes the connection, or the client loses the response.
 */
final class ConnectionReads {
    private static final int SMALLEST = 2_048;
    private static final int LARGEST = 16_384;
    private static final int READS_OF_HTTP_1 = 64;

    private ConnectionReads() {}

    /** Sets the sizes for a new connection, whose protocol is unknown. */
    static void begin(Channel connection) {
        connection
                .config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(SMALLEST, SMALLEST, LARGEST)
                        .maxMessagesPerRead(READS_OF_HTTP_1));
    }

    /** Reads a connection once for each turn, now that it is known to have many requests at a time. */
    static void once(Channel connection) {
        if (connection.config().getRecvByteBufAllocator() instanceof AdaptiveRecvByteBufAllocator sizes) {
            sizes.maxMessagesPerRead(1);
        }
    }
}
