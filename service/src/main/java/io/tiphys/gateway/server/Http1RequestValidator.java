package io.tiphys.gateway.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses heads of HTTP/1 requests that a server behind or in front could read differently: the connection is closed with a
 * 400, because nobody knows where the next request on it begins (RFC 9112 sections 2.3, 3.2, 5.2, 6.1 and 11.2). A change to
 * HTTP/2 on the same connection is never made, since heads behind it would pass unseen; who wants HTTP/2 begins with it.
 */
final class Http1RequestValidator extends ChannelInboundHandlerAdapter {
    private static final String FOLDED = "a line is folded, or cannot be told from one that is";

    /** {@code uri-host [":" port]} of RFC 3986, without a user. Possessive: a long host must not fill the stack. */
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9._~!$&'()*+,;=-]++|%[0-9A-Fa-f]{2})++(?::[0-9]*+)?|\\[[0-9A-Fa-f:.]++](?::[0-9]*+)?");

    private final FoldedLines lines;

    Http1RequestValidator(FoldedLines lines) {
        this.lines = lines;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            request.headers().remove(HttpHeaderNames.UPGRADE); // ignored, as RFC 9110 section 7.8 lets a server do
            fault(request).ifPresent(fault -> refuse(request, fault));
            lines.begins(request);
        }
        if (message instanceof LastHttpContent last) {
            if (last != LastHttpContent.EMPTY_LAST_CONTENT && lines.isRefused()) {
                refuse(last, FOLDED);
            }
            lines.ends();
        }
        context.fireChannelRead(message);
    }

    private static void refuse(HttpObject part, String fault) {
        part.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
    }

    private Optional<String> fault(HttpRequest request) {
        if (lines.isRefused()) {
            return Optional.of(FOLDED);
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of("the version is neither HTTP/1.1 nor HTTP/1.0");
        }
        if (request.method().equals(HttpMethod.TRACE) || request.method().equals(HttpMethod.CONNECT)) {
            return Optional.of("the method belongs to proxies");
        }
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty()
                && !(encodings.size() == 1
                        && "chunked".equalsIgnoreCase(encodings.getFirst().strip()))) {
            return Optional.of("the transfer coding is another one than chunked alone");
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean named = hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
        boolean spared = hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        return named || spared ? Optional.empty() : Optional.of("there is not exactly one valid Host");
    }
}
