package io.tiphys.gateway.server.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.tiphys.gateway.error.ErrorReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rejects heads of HTTP/1 requests that another server in the chain could read differently. The connection is closed with a
 * 400, because the beginning of the next request is unknown (RFC 9112 sections 2.3, 3.2, 6.1 and 11.2). The codec joins
 * folded lines, as section 5.2 allows, and this class validates the joined lines. An upgrade to HTTP/2 is never made,
 * because later heads would bypass this validation; HTTP/2 clients must start with HTTP/2.
 */
final class Http1RequestValidator extends ChannelInboundHandlerAdapter {
    /** {@code uri-host [":" port]} of RFC 3986, without a user. Possessive: a long host must not fill the stack. */
    private static final String AUTHORITY =
            "(?:(?:[A-Za-z0-9._~!$&'()*+,;=-]++|%[0-9A-Fa-f]{2})++(?::[0-9]*+)?|\\[[0-9A-Fa-f:.]++](?::[0-9]*+)?)";

    private static final Pattern HOST = Pattern.compile(AUTHORITY);

    /** A target in absolute form, which a server must accept (RFC 9112 section 3.2.2). */
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://(" + AUTHORITY + ")([/?].*+)?");

    /** Headers that may be meant for one connection alone (RFC 9110 section 7.6.1, RFC 7540 section 3.2.1). */
    private static final Set<String> OF_A_CONNECTION =
            Set.of("keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "http2-settings");

    /** The last valid host. Most clients send the same one in all requests of a connection. */
    private String validHost = "";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            request.headers().remove(HttpHeaderNames.UPGRADE); // ignored, as RFC 9110 section 7.8 permits
            fault(request).ifPresentOrElse(fault -> refuse(request, fault), () -> makeRelative(request));
        }
        context.fireChannelRead(message);
    }

    private static void refuse(HttpRequest request, RequestFault fault) {
        request.setDecoderResult(DecoderResult.failure(fault));
    }

    private Optional<RequestFault> fault(HttpRequest request) {
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return invalid("The version is neither HTTP/1.1 nor HTTP/1.0.");
        }
        if (request.method().equals(HttpMethod.TRACE) || request.method().equals(HttpMethod.CONNECT)) {
            return Optional.of(
                    new RequestFault(ErrorReason.METHOD_NOT_ALLOWED, "The methods TRACE and CONNECT are for proxies."));
        }
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty()
                && !(encodings.size() == 1
                        && "chunked".equalsIgnoreCase(encodings.getFirst().strip()))) {
            return invalid("The only transfer coding that is read is 'chunked'.");
        }
        if (hidesAHeader(request.headers())) {
            return invalid(
                    "The header 'Connection' names a header of this request that is not for one connection alone.");
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        boolean named = hosts.size() == 1 && isValidHost(hosts.getFirst());
        boolean spared = hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        return named || spared ? Optional.empty() : invalid("A request has exactly one valid header 'Host'.");
    }

    private boolean isValidHost(String host) {
        if (!host.equals(validHost)) {
            if (!HOST.matcher(host).matches()) {
                return false;
            }
            validHost = host;
        }
        return true;
    }

    /**
     * The server drops each header that {@code Connection} names (RFC 9110 section 7.6.1), and would then see another request
     * than a server that does not, for example with the credential of a cookie instead of {@code Authorization}.
     */
    private static boolean hidesAHeader(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.CONNECTION).stream()
                .flatMap(options -> Stream.of(options.split(",")))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .anyMatch(option -> !option.isEmpty() && !OF_A_CONNECTION.contains(option) && headers.contains(option));
    }

    private static Optional<RequestFault> invalid(String message) {
        return Optional.of(new RequestFault(ErrorReason.REQUEST_INVALID, message));
    }

    /** The host of a target in absolute form takes precedence over the header (RFC 9112 section 3.2.2). */
    private static void makeRelative(HttpRequest request) {
        if (request.uri().startsWith("/")) {
            return;
        }
        Matcher target = ABSOLUTE.matcher(request.uri());
        if (target.matches()) {
            String rest = Optional.ofNullable(target.group(2)).orElse("");
            request.headers().set(HttpHeaderNames.HOST, target.group(1));
            request.setUri(rest.startsWith("/") ? rest : "/" + rest);
        }
    }
}
