package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Port to the gateway's own gRPC services, including health and reflection. Thread-safe. */
public interface GrpcHandler {
    /** Serves a call: HTTP/2 and a content type that begins with {@code application/grpc}. */
    HttpResponse serve(ServiceRequestContext context, HttpRequest request);
}
