package io.tiphys.gateway.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;

/** Counts an HTTP/2 connection that the gateway ends because of what its peer sent. One instance for each connection. */
final class AttackListener extends Http2ConnectionAdapter {
    private final ConnectionPace pace;
    private final Channel connection;

    AttackListener(ConnectionPace pace, Channel connection) {
        this.pace = pace;
        this.connection = connection;
    }

    @Override
    public void onGoAwaySent(int lastStream, long error, ByteBuf details) {
        if (error != Http2Error.NO_ERROR.code()) {
            pace.attacked(connection);
        }
    }
}
