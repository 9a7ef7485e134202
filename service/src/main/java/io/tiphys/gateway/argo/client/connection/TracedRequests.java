package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.DecoratingHttpClientFunction;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.HttpClient;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.logging.RequestLog;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import io.tiphys.gateway.tracing.Tracing;
import io.tiphys.gateway.tracing.UpstreamSpan;

/**
 * Gives each request of a traced call a span, which ends with the response, and the headers {@code traceparent} and {@code
 * tracestate} of that span instead of any others. Requests outside of traced calls pass unchanged. Thread-safe.
 */
public final class TracedRequests implements DecoratingHttpClientFunction {
    private static final String UPSTREAM = "argo-server";
    private static final String STATE = "tracestate";

    private final Tracing tracing;
    private final String environment;

    /** @param environment the name of the environment whose Argo Server is called */
    public TracedRequests(Tracing tracing, String environment) {
        this.tracing = tracing;
        this.environment = environment;
    }

    @Override
    public HttpResponse execute(HttpClient next, ClientRequestContext context, HttpRequest request) throws Exception {
        boolean grpc = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("application/grpc");
        String method = request.method().name();
        UpstreamSpan span = tracing.upstream(UPSTREAM, grpc ? "grpc" : method, environment);
        if (!span.isTraced()) {
            return next.execute(context, request);
        }
        Endpoint endpoint = context.endpoint();
        if (endpoint != null && endpoint.hasPort()) {
            span.address(endpoint.host(), endpoint.port());
        }
        HttpRequest traced = request.withHeaders(headers(request.headers(), span));
        context.updateRequest(traced);
        var unused = context.log().whenComplete().thenAccept(log -> end(span, log, grpc, method));
        return next.execute(context, traced);
    }

    private static RequestHeaders headers(RequestHeaders given, UpstreamSpan span) {
        RequestHeadersBuilder headers = given.toBuilder();
        headers.remove(STATE);
        span.headers(headers::set);
        return headers.build();
    }

    private static void end(UpstreamSpan span, RequestLog log, boolean grpc, String method) {
        Throwable cause = log.responseCause();
        if (cause != null) {
            span.failed(cause.getClass().getSimpleName());
        } else if (grpc) {
            span.answeredGrpc(GrpcTrailers.code(log));
        } else {
            span.answered(method, log.responseStatus().code());
        }
    }
}
