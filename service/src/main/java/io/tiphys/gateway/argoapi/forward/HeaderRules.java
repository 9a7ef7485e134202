package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.netty.util.AsciiString;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.uri.Cookies;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import io.tiphys.gateway.server.call.RequestIds;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Builds the headers of requests to the Argo Server: those of {@link PassedHeaders} and no others of the caller, the origin
 * of the call ({@link ForwardedHeaders}), and the media type that the target accepts. The client of the Argo Server adds the
 * credential. Immutable.
 */
@Singleton
public final class HeaderRules {
    private static final String JSON = "application/json";
    private static final String GRPC = "application/grpc";

    /** Headers of one connection (RFC 9110 section 7.6.1). */
    private static final List<AsciiString> OF_CONNECTIONS = List.of(
            AsciiString.cached("connection"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("proxy-authorization"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("http2-settings"),
            AsciiString.cached("transfer-encoding"));

    private final boolean trustForwarded;

    public HeaderRules(ArgoApiConfiguration configuration) {
        this.trustForwarded = configuration.trustForwardedHeaders();
    }

    /**
     * The headers of a request to the Argo Server.
     *
     * @param call a call whose target is known
     * @param path the target, with the query
     */
    public RequestHeaders upstream(ArgoApiCall call, String path) {
        RequestHeaders incoming = call.headers();
        HeaderUse use = HeaderUse.of(call);
        RequestHeadersBuilder builder = RequestHeaders.builder(method(call), path);
        PassedHeaders.copy(incoming, use, builder);
        describeBody(call, use, builder);
        stateCookie(call, builder);
        ForwardedHeaders.add(call.context(), incoming, trustForwarded, builder);
        builder.set(RequestIds.HEADER, call.requestId());
        return builder.build();
    }

    private static HttpMethod method(ArgoApiCall call) {
        boolean procedure = !call.grpc() && call.target() instanceof Target.Procedure;
        return procedure && call.target() instanceof Target.Procedure(var match, var query)
                ? HttpMethod.valueOf(match.rpc().httpMethod())
                : call.headers().method();
    }

    /** The target determines the media type. Only an unread body without a meaning of its own keeps the caller's type. */
    private static void describeBody(ArgoApiCall call, HeaderUse use, RequestHeadersBuilder builder) {
        RequestHeaders incoming = call.headers();
        if (use.isGrpc()) {
            builder.set(HttpHeaderNames.CONTENT_TYPE, GRPC).set(HttpHeaderNames.TE, "trailers");
            return;
        }
        if (call.request().isEmpty()) {
            return;
        }
        boolean callers = use == HeaderUse.UPLOAD || use == HeaderUse.UNKNOWN;
        String type = callers ? incoming.get(HttpHeaderNames.CONTENT_TYPE) : JSON;
        if (type != null) {
            builder.set(HttpHeaderNames.CONTENT_TYPE, type);
        }
        String length = incoming.get(HttpHeaderNames.CONTENT_LENGTH);
        if (use.passesBody() && length != null) {
            builder.set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
    }

    /** The only cookie that passes: single sign-on compares the cookie with the state in its redirect. */
    private static void stateCookie(ArgoApiCall call, RequestHeadersBuilder builder) {
        if (call.target() instanceof Target.Page(var path, var state) && state.isPresent()) {
            Cookies.named(call.headers(), state.get()).stream()
                    .findFirst()
                    .ifPresent(value -> builder.set(HttpHeaderNames.COOKIE, Cookies.write(state.get(), value)));
        }
    }

    /** The headers of a response to a caller. */
    static ResponseHeaders downstream(ResponseHeaders headers, String requestId) {
        ResponseHeadersBuilder builder = headers.toBuilder();
        OF_CONNECTIONS.forEach(builder::remove);
        boolean trailersAlone = headers.contains(GrpcTrailers.STATUS);
        return builder.set(RequestIds.HEADER, requestId)
                .endOfStream(trailersAlone)
                .build();
    }
}
