package io.tiphys.gateway.port;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Puts {@link StrictHeads} and {@link StalledSenders} behind the codec of a connection that turns out to be HTTP/1, and
 * {@link Http2Heads} behind that of HTTP/2. Which protocol it is, is found out from its first bytes, and the codec then reads
 * on at once; so these bytes are handed on one by one until it is there. One instance for each connection.
 */
final class StrictRequests extends ChannelInboundHandlerAdapter {
    /** As long as the preface of HTTP/2 (RFC 9113 section 3.4): what began like it to its end is not HTTP/1. */
    private static final int PREFACE = 24;

    private final Duration headTime;
    private final Duration bodyTime;
    private int seen;

    StrictRequests(Duration headTime, Duration bodyTime) {
        this.headTime = headTime;
        this.bodyTime = bodyTime;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        SslHandler encryption = context.pipeline().get(SslHandler.class);
        if (context.pipeline().get(AbstractSniHandler.class) != null) {
            context.fireChannelRead(message); // the certificate is still being chosen
        } else if (encryption != null && isOutside(context, encryption)) {
            context.pipeline()
                    .addAfter(
                            context.pipeline().context(encryption).name(),
                            null,
                            new StrictRequests(headTime, bodyTime));
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        } else if (message instanceof ByteBuf bytes) {
            handOn(context, bytes);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Whether this handler still stands where bytes are encrypted. */
    private boolean isOutside(ChannelHandlerContext context, SslHandler encryption) {
        for (String name : context.pipeline().names()) {
            if (context.pipeline().get(name) == this) {
                return true;
            }
            if (context.pipeline().get(name) == encryption) {
                return false;
            }
        }
        return false;
    }

    private void handOn(ChannelHandlerContext context, ByteBuf bytes) {
        while (seen < PREFACE && bytes.isReadable() && !settled(context)) {
            seen++;
            context.fireChannelRead(bytes.readRetainedSlice(1));
        }
        if (settled(context) || seen >= PREFACE) {
            context.pipeline().remove(this);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    /** The codec of HTTP/1 is the only handler that is a decoder and an encoder in one; the library's own type is hidden. */
    private boolean settled(ChannelHandlerContext context) {
        Http2ConnectionHandler frames = context.pipeline().get(Http2ConnectionHandler.class);
        if (frames != null) {
            Http2FrameListener listener = frames.decoder().frameListener();
            if (!(listener instanceof Http2Heads)) {
                frames.decoder().frameListener(new Http2Heads(listener));
            }
            return true;
        }
        ChannelHandlerContext codec = context.pipeline().context(CombinedChannelDuplexHandler.class);
        if (codec == null) {
            return false;
        }
        if (context.pipeline().get(StrictHeads.class) == null) {
            context.pipeline().addAfter(codec.name(), null, new StrictHeads());
            context.pipeline().addAfter(codec.name(), null, new StalledSenders(headTime, bodyTime));
        }
        return true;
    }
}
