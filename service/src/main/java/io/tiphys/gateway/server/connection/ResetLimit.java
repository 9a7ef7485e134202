package io.tiphys.gateway.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.concurrent.TimeUnit;

/**
 * Ends an HTTP/2 connection whose peer makes the gateway cancel too many streams, for example by malformed heads. Each such
 * stream is work, but none counts as open (CVE-2025-55163). The codec counts the streams that the peer itself cancels. One
 * instance for each connection, used by its event loop.
 */
final class ResetLimit extends Http2ConnectionAdapter {
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final Http2ConnectionHandler frames;
    private final ChannelHandlerContext context;
    private final int most;
    private long windowBegan = System.nanoTime();
    private int inWindow;

    /**
     * Watches a connection.
     *
     * @param context of the codec
     * @param most the largest number of streams cancelled in a minute
     */
    ResetLimit(Http2ConnectionHandler frames, ChannelHandlerContext context, int most) {
        this.frames = frames;
        this.context = context;
        this.most = most;
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        if (!stream.isResetSent()) {
            return;
        }
        long now = System.nanoTime();
        if (now - windowBegan > WINDOW) {
            windowBegan = now;
            inWindow = 0;
        }
        inWindow++;
        if (inWindow == most + 1) {
            context.executor().execute(this::end);
        }
    }

    private void end() {
        frames.onError(
                context,
                false,
                Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many streams had to be cancelled"));
    }
}
