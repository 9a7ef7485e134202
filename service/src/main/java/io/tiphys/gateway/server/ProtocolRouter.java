package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/**
 * Tells, request by request, which door serves it, as the Argo Server splits its own port (argo-workflows v4.0.5, {@code
 * util/grpc/mux.go}): HTTP/2 with a content type that begins with {@code application/grpc} is gRPC, all else is HTTP.
 * Thread-safe.
 */
final class ProtocolRouter implements HttpService {
    private static final String GRPC = "application/grpc";

    private final OwnAnswers own;
    private final ArgoApiHandler argoApi;
    private final RequestBodyTimeout bodies;

    ProtocolRouter(OwnAnswers own, ArgoApiHandler argoApi, RequestBodyTimeout bodies) {
        this.own = own;
        this.argoApi = argoApi;
        this.bodies = bodies;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        context.clearRequestTimeout();
        boolean isGrpc = isGrpc(context, request);
        return bodies.serve(context, request, isGrpc, watched -> serve(context, watched, isGrpc));
    }

    private HttpResponse serve(ServiceRequestContext context, HttpRequest request, boolean isGrpc) {
        return own.serve(context, request, isGrpc).orElseGet(() -> argoApi.serve(context, request, isGrpc));
    }

    private static boolean isGrpc(ServiceRequestContext context, HttpRequest request) {
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return context.sessionProtocol().isMultiplex() && type != null && type.startsWith(GRPC);
    }
}
