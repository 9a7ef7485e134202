package io.tiphys.gateway.server.connection;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.tiphys.gateway.server.configuration.ServerConfiguration;

/**
 * Adds {@link Http1RequestValidator}, {@link Http10Answers} and {@link RequestHeadTimeout} after the codec of an HTTP/1
 * connection, and {@link FrameBudget} before and {@link Http2RequestValidator} after that of an HTTP/2 connection. The first
 * bytes determine the protocol, and the codec then continues to read at once. Until the codec is present, the bytes are
 * therefore passed on one by one. One instance for each connection.
 */
final class RequestValidatorInstaller extends ChannelInboundHandlerAdapter {
    /**
     * The length of the HTTP/2 preface (RFC 9113 section 3.4): a connection that begins with the whole preface is not
     * HTTP/1.
     */
    private static final int PREFACE = 24;

    private final ServerConfiguration configuration;
    private final StartingConnections starting;
    private final ConnectionPace pace;
    private final TransportErrors errors;
    private final Ticker ticker;
    private int seen;

    RequestValidatorInstaller(
            ServerConfiguration configuration,
            StartingConnections starting,
            ConnectionPace pace,
            TransportErrors errors,
            Ticker ticker) {
        this.configuration = configuration;
        this.starting = starting;
        this.pace = pace;
        this.errors = errors;
        this.ticker = ticker;
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
                            new RequestValidatorInstaller(configuration, starting, pace, errors, ticker));
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        } else if (message instanceof ByteBuf bytes) {
            handOn(context, bytes);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Whether this handler is still on the encrypted side. */
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
        while (!settled(context) && seen < PREFACE && bytes.isReadable()) {
            seen++;
            context.fireChannelRead(bytes.readRetainedSlice(1));
        }
        if (seen >= PREFACE && !context.isRemoved()) {
            context.pipeline().remove(this);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    /**
     * Adds the handlers of the protocol and removes this handler, once the protocol is known. Bytes that still pass here
     * then go to the codec. The HTTP/1 codec is the only handler that is both decoder and encoder; the library hides its own
     * type.
     */
    private boolean settled(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        Http2ConnectionHandler frames = pipeline.get(Http2ConnectionHandler.class);
        ChannelHandlerContext codec = pipeline.context(CombinedChannelDuplexHandler.class);
        if (context.isRemoved()) {
            return true;
        } else if (frames != null) {
            pipeline.addBefore(pipeline.context(frames).name(), null, budget(frames, pipeline.context(frames)));
            frames.connection().addListener(new AttackListener(pace, context.channel()));
            ConnectionReads.once(context.channel());
            starting.end(context.channel());
            frames.decoder()
                    .frameListener(new Http2RequestValidator(frames.decoder().frameListener()));
            pipeline.remove(this);
        } else if (codec != null) {
            starting.end(context.channel());
            pipeline.addAfter(codec.name(), null, new Http1RequestValidator());
            pipeline.addAfter(codec.name(), null, new Http10Answers());
            pipeline.addAfter(
                    codec.name(),
                    null,
                    new RequestHeadTimeout(
                            configuration.headerTimeout(), configuration.bodyTimeout(), errors.stalled()));
            pipeline.remove(this);
        }
        return context.isRemoved();
    }

    private FrameBudget budget(Http2ConnectionHandler frames, ChannelHandlerContext codec) {
        return new FrameBudget(frames, codec, PREFACE - seen, configuration.maxResetsPerMinute(), ticker);
    }
}
