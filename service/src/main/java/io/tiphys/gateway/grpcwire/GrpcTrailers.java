package io.tiphys.gateway.grpcwire;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.logging.RequestLog;

/**
 * The end of a gRPC response (gRPC over HTTP/2, "Responses"). The status is in the trailers. A response without a message may
 * consist of trailers alone, which HTTP/2 sends as headers. Stateless.
 */
public final class GrpcTrailers {
    /** The header with the code as a number. */
    public static final String STATUS = "grpc-status";

    /** The header with the percent-encoded message. */
    public static final String MESSAGE = "grpc-message";

    private GrpcTrailers() {}

    /** The headers that may carry the status of a response: its trailers, or its headers when the trailers have none. */
    public static HttpHeaders of(HttpHeaders headers, HttpHeaders trailers) {
        return trailers.contains(STATUS) ? trailers : headers;
    }

    /** The trailers of a response that has ended. */
    public static HttpHeaders of(RequestLog log) {
        return of(log.responseHeaders(), log.responseTrailers());
    }

    /** The code of a response that has ended; -1 when there is none. */
    public static int code(RequestLog log) {
        return of(log).getInt(STATUS, -1);
    }
}
