package io.tiphys.gateway.server.connection;

import com.linecorp.armeria.common.HttpHeaderNames;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;

/**
 * Resets the streams of malformed HTTP/2 requests that the libraries accept (RFC 9113 sections 8.2.2, 8.3.1 and 8.1.1). The
 * codec passes the heads on with all names in lower case. One instance for each connection.
 */
final class Http2RequestValidator extends Http2FrameListenerDecorator {
    /** The characters of names besides letters and digits (RFC 9110 section 5.6.2). */
    private static final String SYMBOLS = "!#$%&'*+-.^_`|~";

    private static final List<AsciiString> PSEUDO =
            List.of(HttpHeaderNames.METHOD, HttpHeaderNames.PATH, HttpHeaderNames.SCHEME, HttpHeaderNames.AUTHORITY);

    /** The pseudo-headers that every request has; {@code CONNECT} lacks some and is rejected. */
    private static final List<AsciiString> NEEDED =
            List.of(HttpHeaderNames.METHOD, HttpHeaderNames.PATH, HttpHeaderNames.SCHEME);

    /** Headers of a single HTTP/1 connection. */
    private static final List<AsciiString> OF_A_CONNECTION = List.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE,
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"));

    Http2RequestValidator(Http2FrameListener listener) {
        super(listener);
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

    private static void require(int stream, Http2Headers headers) throws Http2Exception {
        boolean trailers = PSEUDO.stream().noneMatch(headers::contains) && !headers.contains(HttpHeaderNames.HOST);
        if (OF_A_CONNECTION.stream().anyMatch(headers::contains)
                || !areReadable(headers)
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

    /** Whether names are tokens and values are one line; the codec does not check this (RFC 9113 section 8.2.1). */
    private static boolean areReadable(Http2Headers headers) {
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            CharSequence name = header.getKey();
            boolean named = PSEUDO.contains(AsciiString.of(name)) || isToken(name);
            if (!named || header.getValue().chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(CharSequence name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || SYMBOLS.indexOf(c) >= 0);
    }
}
