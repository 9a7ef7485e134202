package io.tiphys.gateway.server.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends a response of unknown length to an HTTP/1.0 client without chunks, which the client cannot read. The end of the
 * connection ends the response (RFC 9112 section 6.1). One instance for each connection, used by its event loop.
 */
final class Http10Answers extends ChannelDuplexHandler {
    private final Deque<HttpVersion> unanswered = new ArrayDeque<>();
    private boolean unframed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            unanswered.add(request.protocolVersion());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                && HttpVersion.HTTP_1_0.equals(unanswered.poll())
                && HttpUtil.isTransferEncodingChunked(response)) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            unframed = true;
        }
        if (unframed && message instanceof LastHttpContent) {
            context.write(message, promise.unvoid()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.write(message, promise);
        }
    }
}
