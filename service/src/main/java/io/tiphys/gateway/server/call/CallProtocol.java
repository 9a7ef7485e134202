package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.List;

/**
 * The API and the protocol of a request. Requests are distinguished as in the Argo Server (argo-workflows v4.0.5, {@code
 * util/grpc/mux.go}): HTTP/2 with a content type that begins with {@code application/grpc} is gRPC, everything else is HTTP.
 *
 * @param api the API
 * @param grpc whether the request is gRPC
 */
public record CallProtocol(ApiKind api, boolean grpc) {
    private static final String GRPC_TYPE = "application/grpc";
    private static final List<String> GRPC_SERVICES = List.of("/tiphys.", "/grpc.");
    private static final List<String> OWN_PATHS = List.of("/v1", "/docs");
    /** Paths of the gateway that no client expects at an Argo Server, which would answer them with its pages. */
    private static final List<String> OWN_FILES = List.of("/openapi.yaml", "/health");

    /**
     * The API and protocol of a request.
     *
     * @param path the decoded path, without the query
     * @param http2 whether the request came over HTTP/2
     */
    public static CallProtocol of(String path, RequestHeaders headers, boolean http2) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        boolean grpc = http2 && type != null && type.startsWith(GRPC_TYPE);
        if (grpc) {
            return new CallProtocol(
                    GRPC_SERVICES.stream().anyMatch(path::startsWith) ? ApiKind.GRPC : ApiKind.ARGO, true);
        }
        boolean own = OWN_PATHS.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + "/"))
                || OWN_FILES.contains(path);
        return new CallProtocol(own ? ApiKind.REST : ApiKind.ARGO, false);
    }
}
