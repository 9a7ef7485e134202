package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AsciiString;
import io.tiphys.gateway.observability.RequestIds;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which headers pass. Those of the hop end here (RFC 9110 section 7.6.1); what shows who calls is replaced; where the
 * call came from is told by the gateway and not by the caller, unless a trusted proxy stands in front. Immutable.
 */
@Singleton
final class HeaderRules {
    private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");

    /** A caller could say with these who it is, or from where it comes. */
    private static final List<AsciiString> OF_PROXIES = List.of(
            FORWARDED_FOR,
            FORWARDED_HOST,
            FORWARDED_PROTO,
            AsciiString.cached("x-forwarded-port"),
            AsciiString.cached("x-forwarded-prefix"),
            AsciiString.cached("x-real-ip"),
            AsciiString.cached("forwarded"));

    /** Of one connection, or a second way to show a token: grpc-gateway takes {@code Grpc-Metadata-X} for metadata X. */
    private static final List<AsciiString> NEVER = List.of(
            AsciiString.cached("connection"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("proxy-authorization"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("http2-settings"),
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("grpc-metadata-authorization"),
            AsciiString.cached("grpc-metadata-cookie"));

    private final boolean trustForwarded;

    HeaderRules(ArgoApiConfiguration configuration) {
        this.trustForwarded = configuration.trustForwardedHeaders();
    }

    /**
     * The headers of a request to the Argo Server.
     *
     * @param path where to, with the query
     * @param authorization the value that shows the credential; empty for a request that carries none
     */
    RequestHeaders upstream(
            ServiceRequestContext context, RequestHeaders headers, String path, Optional<String> authorization) {
        RequestHeadersBuilder builder = headers.toBuilder().path(path);
        String host = Optional.ofNullable(headers.authority()).orElse("");
        NEVER.forEach(builder::remove);
        String otherCookies = CallerTokens.cookiesWithoutTokens(headers);
        builder.remove(HttpHeaderNames.COOKIE);
        if (!otherCookies.isEmpty()) {
            builder.set(HttpHeaderNames.COOKIE, otherCookies);
        }
        builder.remove(HttpHeaderNames.AUTHORIZATION);
        authorization.ifPresent(value -> builder.set(HttpHeaderNames.AUTHORIZATION, value));
        builder.remove(HttpHeaderNames.AUTHORITY);
        forwarded(context, builder, host);
        return builder.build();
    }

    private void forwarded(ServiceRequestContext context, RequestHeadersBuilder builder, String host) {
        if (!trustForwarded) {
            OF_PROXIES.forEach(builder::remove);
        }
        if (context.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            String address = remote.getAddress().getHostAddress();
            String before = builder.get(FORWARDED_FOR);
            builder.set(FORWARDED_FOR, before == null ? address : before + ", " + address);
        }
        if (!builder.contains(FORWARDED_HOST) && !host.isEmpty()) {
            builder.set(FORWARDED_HOST, host);
        }
        if (!builder.contains(FORWARDED_PROTO)) {
            builder.set(FORWARDED_PROTO, context.sessionProtocol().isTls() ? "https" : "http");
        }
    }

    /** The headers of an answer to a caller. */
    static ResponseHeaders downstream(ResponseHeaders headers, String requestId) {
        ResponseHeadersBuilder builder = headers.toBuilder();
        NEVER.forEach(builder::remove);
        boolean trailersAlone = headers.contains("grpc-status");
        return builder.set(RequestIds.HEADER, requestId)
                .endOfStream(trailersAlone)
                .build();
    }
}
