package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Port to the Argo API, which serves every request that is not for the gateway's own API. Thread-safe. */
public interface ArgoApiHandler {
    /**
     * Serves a request; every failure becomes a response.
     *
     * @param grpc whether the request is gRPC: HTTP/2 and a content type that begins with {@code application/grpc}
     */
    HttpResponse serve(ServiceRequestContext context, HttpRequest request, boolean grpc);
}
