package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.Optional;

/**
 * Tells, request by request, which door serves it, as the Argo Server splits its own port (argo-workflows v4.0.5, {@code
 * util/grpc/mux.go}): HTTP/2 with a content type that begins with {@code application/grpc} is gRPC, all else is HTTP.
 * Thread-safe.
 */
final class ProtocolRouter implements HttpService {
    private static final String GRPC = "application/grpc";
    private static final List<String> OWN_GRPC_SERVICES = List.of("/tiphys.", "/grpc.");
    private static final List<String> OWN_PATHS = List.of("/v1", "/docs");

    private final MicronautService rest;
    private final Optional<GrpcHandler> grpc;
    private final ArgoApiHandler argoApi;
    private final RequestBodyTimeout bodies;

    /** @param grpc absent when the gRPC server is switched off */
    ProtocolRouter(
            MicronautService rest, Optional<GrpcHandler> grpc, ArgoApiHandler argoApi, RequestBodyTimeout bodies) {
        this.bodies = bodies;
        this.rest = rest;
        this.grpc = grpc;
        this.argoApi = argoApi;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        context.clearRequestTimeout();
        boolean isGrpc = isGrpc(context, request);
        return bodies.serve(context, request, isGrpc, watched -> serve(context, watched, isGrpc));
    }

    private HttpResponse serve(ServiceRequestContext context, HttpRequest request, boolean isGrpc) {
        String path = context.path();
        if (isGrpc) {
            return grpc.filter(door -> OWN_GRPC_SERVICES.stream().anyMatch(path::startsWith))
                    .map(door -> door.serve(context, request))
                    .orElseGet(() -> argoApi.serve(context, request, true));
        }
        return isOwn(path) ? rest.serve(context, request) : argoApi.serve(context, request, false);
    }

    private static boolean isGrpc(ServiceRequestContext context, HttpRequest request) {
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return context.sessionProtocol().isMultiplex() && type != null && type.startsWith(GRPC);
    }

    private static boolean isOwn(String path) {
        return OWN_PATHS.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }
}
