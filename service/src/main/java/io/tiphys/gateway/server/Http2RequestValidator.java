package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Resets the streams of HTTP/2 requests that are malformed although the libraries read them (RFC 9113 sections 8.2.2, 8.3.1
 * and 8.1.1). It stands where a head still is as it came, apart from what {@link FieldsAsSent} sees. One instance for each
 * connection.
 */
final class Http2RequestValidator extends Http2FrameListenerDecorator {
    private static final List<AsciiString> PSEUDO =
            List.of(HttpHeaderNames.METHOD, HttpHeaderNames.PATH, HttpHeaderNames.SCHEME, HttpHeaderNames.AUTHORITY);

    /** What every request has; that of {@code CONNECT} has not, and is refused. */
    private static final List<AsciiString> NEEDED =
            List.of(HttpHeaderNames.METHOD, HttpHeaderNames.PATH, HttpHeaderNames.SCHEME);

    /** What concerns one connection of HTTP/1. */
    private static final List<AsciiString> OF_A_CONNECTION = List.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE,
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"));

    private final FieldsAsSent fields;

    Http2RequestValidator(Http2FrameListener listener, FieldsAsSent fields) {
        super(listener);
        this.fields = fields;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        require(stream, headers);
        super.onHeadersRead(context, stream, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        require(stream, headers);
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
    }

    private void require(int stream, Http2Headers headers) throws Http2Exception {
        boolean trailers = PSEUDO.stream().noneMatch(headers::contains) && !headers.contains(HttpHeaderNames.HOST);
        if (fields.isMalformed(stream)
                || OF_A_CONNECTION.stream().anyMatch(headers::contains)
                || !trailers && !isWellFormed(headers)) {
            throw Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "the head is malformed");
        }
    }

    private static boolean isWellFormed(Http2Headers headers) {
        boolean once = PSEUDO.stream().allMatch(name -> headers.getAll(name).size() <= 1);
        boolean complete = NEEDED.stream().allMatch(headers::contains);
        CharSequence authority = headers.authority();
        CharSequence host = headers.get(HttpHeaderNames.HOST);
        boolean userless = authority == null || AsciiString.indexOf(authority, '@', 0) < 0;
        boolean agreed = host == null || authority == null || AsciiString.contentEquals(host, authority);
        return once && complete && userless && agreed;
    }
}
